"""Invented students and their families: none of them exists, nor do their mail addresses and phones."""

import unicodedata
from dataclasses import dataclass
from datetime import timedelta

# Key | given name | family name | language of the family | guardian | what is special
_COMING = """
minseo | Minseo | Hwangbo | ko | 황보은경
diego | Diego | Alcántara | es | Marisol Alcántara
haruto | Haruto | Shiraishi | ja | 白石由美
linh | Linh | Doãn | vi | Doãn Thị Hạnh
yichen | Yichen | Ouyang | zh-hans | 欧阳敏
noah | Noah | Prendergast | en | Claire Prendergast
aaliyah | Aaliyah | Thornwell | en | Denise Thornwell | no mail
caleb | Caleb | Winterbourne | en | Peter Winterbourne
logan | Logan | Hollingsworth | en | Judith Hollingsworth
jiho | Jiho | Namgoong | ko | 남궁민정
sofia | Sofía | Barrientos | es | Elena Barrientos
emi | Emi | Kurosawa | ja | 黒沢久美子
ethan | Ethan | Marchetti | en | Laura Marchetti
isabel | Isabel | Monteagudo | es | Ramiro Monteagudo
kaito | Kaito | Fujinami | ja | 藤波真理
grace | Grace | Adeyinka | en | Folake Adeyinka
ngoc | Ngọc | Khuất | vi | Khuất Văn Sơn
zoe | Zoe | Castlebury | en | Anne Castlebury
arjun | Arjun | Venkataraman | en | Meera Venkataraman
hayoon | Hayoon | Seomun | ko | 서문지혜
mateo | Mateo | Zubizarreta | es | Pilar Zubizarreta | no mail
harper | Harper | Fenwick | en | Joanna Fenwick
ruoxi | Ruoxi | Situ | zh-hans | 司徒静
dante | Dante | Ferrante | en | Carla Ferrante
"""
_RUNNING = """
amelia | Amelia | Rutherford | en | Helen Rutherford
siwoo | Siwoo | Dokgo | ko | 독고은주
valeria | Valeria | Escamilla | es | Teresa Escamilla
ren | Ren | Hoshikawa | ja | 星川直美
khoa | Khoa | Tống | vi | Tống Thị Mai
marcus | Marcus | Bellweather | en | Yolanda Bellweather
priya | Priya | Chandrasekhar | en | Anand Chandrasekhar
thiago | Thiago | Larrañaga | es | Noemí Larrañaga
owen | Owen | Galbraith | en | Fiona Galbraith
yuna | Yuna | Sagong | ko | 사공미란
hana | Hana | Mizushima | ja | 水島涼子
brooke | Brooke | Ellingham | en | Simon Ellingham
tyler | Tyler | Strickland | en | Monica Strickland | no mail
camila | Camila | Urrutia | es | Jorge Urrutia
malik | Malik | Hathersage | en | Renee Hathersage
jiaqi | Jiaqi | Shangguan | zh-hans | 上官丽
devon | Devon | Cartwright | en | Paula Cartwright
nora | Nora | Whitcombe | en | Elise Whitcombe
jasper | Jasper | Lovelace | en | Gwen Lovelace
ximena | Ximena | Goicoechea | es | Irene Goicoechea
"""
_PAST = """
chloe | Chloe | Brackenridge | en | Susan Brackenridge
dohyun | Dohyun | Jegal | ko | 제갈선희
andres | Andrés | Olazábal | es | Lorena Olazábal
mio | Mio | Katsuragi | ja | 桂木陽子
trevor | Trevor | Ashdown | en | Linda Ashdown
wesley | Wesley | Pemberton | en | Ruth Pemberton
silent | Peyton | Radcliffe | en | Karen Radcliffe
waiting | Quinn | Sommerville | en | Dale Sommerville
unwilling | Riley | Thackeray | en | Joan Thackeray
"""
REASONS = [
    "Asks good questions in civics, and wants to know how patrol works.",
    "Thinks of a career in public service.",
    "Leads the peer mediation group.",
    "Would like to see what detectives do.",
]
WHY = [
    "I would like to become a detective.",
    "My uncle is a firefighter, and I want to see the other side.",
    "I want to know my rights, and what officers do all day.",
    "I like the K-9 team.",
]
CONDUCT = 1
MINOR, ADULT = 16, 18


@dataclass(frozen=True)
class Student:
    """One student with a guardian, and what they would write into the forms."""

    number: int
    given_name: str
    family_name: str
    language: str
    guardian: str
    special: str = ""

    @property
    def has_mail(self):
        """Whether the guardian has a mail address."""
        return self.special != "no mail"

    @property
    def grade(self):
        return 11 + self.number % 2

    @property
    def student_email(self):
        """As schools give them: a number, no name."""
        return f"s{40100 + self.number * 7}@student.tusd.example.org"

    @property
    def mailbox(self):
        plain = unicodedata.normalize("NFD", self.family_name).encode("ascii", "ignore").decode()
        return f"{plain.lower()}.family@example.com"

    def phone(self, of):
        """555-01xx: numbers that nobody has. `of`: 0 guardian, 1 student, 2 emergency, 3 second guardian."""
        return f"+1{('310', '424', '213', '323')[of]}55501{self.number:02}"

    def as_student(self, day, *, years=MINOR):
        """The form, filled in by somebody who is so old on this day, and for most of a year more."""
        born = day - timedelta(days=365 * years + years // 4 + 40)
        return {
            "preferred_name": "",
            "date_of_birth": born.isoformat(),
            "why": WHY[self.number % len(WHY)],
            "conflicts": "Orchestra on two Wednesdays" if self.number % 5 == 0 else "",
            "accommodation": "",
            "way_home": "picked_up" if years == MINOR else "drives",
            "shirt_size": ("s", "m", "l")[self.number % 3],
            "conduct": CONDUCT,
        }

    def as_guardian(self):
        return {
            "relation": ("mother", "father", "guardian")[self.number % 3],
            "other_phone": "",
            "emergency_name": f"Alex {self.family_name}",
            "emergency_relation": "Aunt",
            "emergency_phone": self.phone(2),
            "pick_up": [{"name": f"Robin {self.family_name}", "phone": self.phone(2)}],
            "physician": "",
        }


def _read(rows, first):
    cells = [[cell.strip() for cell in line.split("|")] for line in rows.strip().splitlines()]
    return {key: Student(number, *about) for number, (key, *about) in enumerate(cells, start=first)}


COMING = _read(_COMING, 1)
RUNNING = _read(_RUNNING, 31)
PAST = _read(_PAST, 61)
