// Practice: the question read aloud, a clock, and a recording that never leaves the device. Without this file the page works the same.
(() => {
  const find = (id) => document.getElementById(id);
  const button = (name) => document.querySelector(`[data-do="${name}"]`);
  const question = find("question"), clock = find("clock"), heard = find("heard");
  find("tools").hidden = false;
  find("stays").hidden = false;

  const read = button("read");
  if (!window.speechSynthesis) read.remove();
  else read.addEventListener("click", () => {
    const spoken = new SpeechSynthesisUtterance(question.textContent);
    spoken.lang = question.lang;
    spoken.rate = 0.9;
    speechSynthesis.cancel();
    speechSynthesis.speak(spoken);
  });

  const named = (one, on) => {
    one.dataset.start ||= one.textContent;
    one.textContent = on ? one.dataset.stop : one.dataset.start;
    one.setAttribute("aria-pressed", String(on));
  };

  const time = button("time");
  let ticking = 0, begun = 0;
  const show = () => {
    const seconds = Math.floor((Date.now() - begun) / 1000);
    clock.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };
  time.addEventListener("click", () => {
    if (ticking) { clearInterval(ticking); ticking = 0; }
    else { begun = Date.now(); show(); ticking = setInterval(show, 500); }
    named(time, Boolean(ticking));
  });

  const record = button("record");
  if (!navigator.mediaDevices || !window.MediaRecorder) { record.remove(); return; }
  let recorder = null;
  record.addEventListener("click", async () => {
    if (recorder) { recorder.stop(); return; }
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      const pieces = [];
      recorder = new MediaRecorder(stream);
      recorder.addEventListener("dataavailable", (event) => pieces.push(event.data));
      recorder.addEventListener("stop", () => {
        stream.getTracks().forEach((track) => track.stop());
        if (heard.src) URL.revokeObjectURL(heard.src);
        heard.src = URL.createObjectURL(new Blob(pieces, { type: recorder.mimeType }));
        heard.hidden = false;
        recorder = null;
        named(record, false);
      });
      recorder.start();
      named(record, true);
    } catch {
      record.textContent = record.dataset.refused;
      record.disabled = true;
    }
  });
})();
