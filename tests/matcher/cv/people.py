"""Fictional CVs for tests: every section, several scripts, and facts planted in free texts."""

from __future__ import annotations

from typing import Any

from matcher.cv import json_resume
from matcher.cv.resume import Resume

#: A CV with everything a JSON Resume can say, as another program would write it.
FULL: dict[str, Any] = {
    "basics": {
        "name": "Ana Lucía Fernández Cortez",
        "label": "Cocinera",
        "email": "ana.fernandez@example.org",
        "phone": "+502 5550 0142",
        "url": "https://ana-cocina.example.net",
        "summary": "Cocino para grupos grandes y aprendo rápido.\nMe gusta trabajar en equipo.",
        "location": {
            "address": "4a calle 3-21, zona 1",
            "postalCode": "16001",
            "city": "Cobán",
            "countryCode": "GT",
            "region": "Alta Verapaz",
        },
        "profiles": [{"network": "Ejemplo", "username": "anacocina", "url": "https://social.example.com/anacocina"}],
    },
    "work": [
        {
            "name": "Comedor Los Pinos",
            "position": "Cocinera",
            "location": "Cobán",
            "startDate": "2016-03",
            "summary": "Cocina caliente y compras.",
            "highlights": ["Preparé 80 desayunos cada mañana", "Enseñé a tres ayudantes"],
        },
        {"name": "Casa Robles", "position": "Niñera", "startDate": "2012", "endDate": "2015-12-31", "summary": "Cuidé a dos niños."},
    ],
    "volunteer": [{"organization": "Bomberos Ejemplo", "position": "Voluntaria", "startDate": "2018", "highlights": ["Primeros auxilios"]}],
    "education": [
        {"institution": "INEB Ejemplo", "area": "Cocina", "studyType": "Perito", "endDate": "2010", "score": "88", "courses": ["Higiene"]}
    ],
    "awards": [{"title": "Mejor receta", "date": "2019-05-01", "awarder": "Feria Ejemplo", "summary": "Con pepián."}],
    "certificates": [{"name": "Manipulación de alimentos", "date": "2021", "issuer": "Centro Ejemplo", "url": "https://cert.example.org"}],
    "publications": [{"name": "Recetas", "publisher": "Editorial Ejemplo", "releaseDate": "2020", "summary": "Doce recetas."}],
    "skills": [{"name": "Panadería"}, {"name": "Cocina típica", "level": "avanzado", "keywords": ["pepián", "tamales"]}],
    "languages": [{"language": "Español", "fluency": "C2"}, {"language": "Inglés", "fluency": "B1"}],
    "interests": [{"name": "Huerto", "keywords": ["maíz", "frijol"]}],
    "references": [{"name": "Berta Quib", "reference": "Trabaja con cuidado."}],
    "projects": [
        {"name": "Comedor escolar", "description": "Menús para 120 niños.", "highlights": ["Sin desperdicio"], "startDate": "2017"}
    ],
}
#: Names in the scripts of the people served.
NAMES = {
    "latin": "Đặng Thị Ñusta Čapek-Ștefănescu",
    "arabic": "فاطمة الزهراء بن يوسف",
    "cyrillic": "Наталія Їжакевич",
    "ethiopic": "ሰላም ተስፋዬ",
    "thai": "สมหญิง น้ำทิพย์ที่ดี",
    "chinese": "王小明",
    "japanese": "山田はなこ",
    "korean": "김민수",
    "devanagari": "सीता श्रेष्ठ",
    "bengali": "রহিমা খাতুন",
    "sinhala": "නිමල් පෙරේරා",
    "tamil": "மீனா குமார்",
    "burmese": "အောင်မြင့်",
    "khmer": "សុខ សុភា",
    "lao": "ບຸນມີ",
    "georgian": "ნინო ბერიძე",
    "armenian": "Անի Սարգսյան",
    "hebrew": "רחל כהן",
    "gurmukhi": "ਹਰਪ੍ਰੀਤ ਕੌਰ",
}


def full(**basics: Any) -> Resume:
    return json_resume.read(FULL | {"basics": FULL["basics"] | basics}, "full.json")
