"""Forms of the pages (WTForms): labels in the reader's language, a message beside each field that cannot be read."""
