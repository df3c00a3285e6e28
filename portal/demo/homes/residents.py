"""Invented households, and what they write into the form."""

from dataclasses import dataclass

from vacation_checks import addresses
from vacation_checks.models import AcknowledgementText

WORD = "pelican"

# Key | name | mailbox | language | address | unit | ZIP | what is special
_ROWS = """
unconfirmed | Gwendolyn Ashby | g.ashby | en | 20118 Anza Ave | | 90503 |
tomorrow | Mildred Sorensen | | en | 5236 Emerald St | | 90503 | alone
border | Camille Durant | c.durant | en | 219 Via Anita | | 90277 | riviera
unknown | Roberto Zamora | roberto.zamora | es | 21944 Fonthill Ave | | 90503 | gardener
twin | Patrick Gallagher | p.gallagher | en | 19326 Entradero Ave | | 90503 | dog
other-twin | Denise Gallagher | denise.g | en | 19326 Entradero Ave | | 90503 | plants
restricted | Joanna Whitlock | j.whitlock | en | 4938 Sharynne Ln | | 90505 | hazard
asked | 高橋 翔太 | shota.takahashi | ja | 23716 Ward St | | 90505 | apartment
answered | Leonard Okafor | leonard.okafor | en | 2416 W 237th St | | 90501 | plants
scheduled | 박지훈 | jihoon.park | ko | 2738 W 185th St | | 90504 | gardener
wish | Beverly Sandoval | b.sandoval | en | 18422 Ainsworth Ave | | 90504 | pool
never | Howard Lindgren | howard.lindgren | en | 3418 W 171st St | | 90504 | gardener
seen | Kenji Watanabe | kenji.watanabe | en | 2932 W 174th St | | 90504 | pool
late | Rosalind Pierce | rosalind.pierce | en | 17726 Yukon Ave | | 90504 | dog
alert | Trần Minh Đức | minhduc.tran | vi | 3134 W 177th St | | 90504 | plants
leaving | Curtis Holloway | c.holloway | en | 3306 Artesia Blvd | 4 | 90504 | condo
returning | Amelia Fuentes | amelia.fuentes | es | 17914 Kingsdale Ave | | 90504 | cameras
early | Douglas Hwang | d.hwang | en | 2844 W 180th St | | 90504 | gardener
long | Sylvia Kaplan | sylvia.kaplan | en | 5018 Reynolds Dr | | 90505 | pool
extended | 陈晓明 | xiaoming.chen | zh-hans | 4726 Newton St | | 90505 | cameras
paused | Theresa Villalobos | t.villalobos | en | 1214 Calle Mayor | | 90277 | dog
awaiting | Franklin Moss | franklin.moss | en | 1432 Amapola Ave | | 90501 | plants
information | Ingrid Halvorsen | ingrid.halvorsen | en | 3615 W 166th St | | 90504 | family
completed | Nadia Rahimi | nadia.rahimi | en | 5130 Emerald St | | 90503 | gardener
cancelled | Wesley Tanaka | wesley.tanaka | en | 335 Calle de Arboles | | 90277 | riviera
declined | Victor Almeida | victor.almeida | en | 1718 Gramercy Ave | | 90501 | alone
lapsed | Colleen Bradshaw | colleen.bradshaw | en | 20532 Earl St | | 90503 | alone
sealed | Raymond Estrada | raymond.estrada | en | 19812 Victor St | | 90503 | guard
"""

LIGHTS = [
    "Hall lamp on a timer, 6 to 10 pm",
    "Porch light all night; the rest is off",
    "Smart bulbs in the front room, at different hours each evening",
    "",
]
CARS = ["gray Honda Civic", "white Toyota Sienna", "red Mazda 3", "black Subaru Outback", "silver Prius"]
PLACES = ["driveway", "street, in front", "garage"]
NEIGHBORS = ["Alice Brandt", "Manuel Ochoa", "Grace Yoon", "Stephen Doyle"]
CONDITIONS = [
    "The side gate sticks",
    "",
    "A cracked window by the kitchen door, taped",
    "Garden chairs under a green cover",
]
VISITORS = {
    "gardener": [
        {"name": "Green Thumb Gardens", "purpose": "gardener", "days": "Tuesday mornings", "vehicle": "white truck"}
    ],
    "pool": [{"name": "Blue Lagoon Pools", "purpose": "pool", "days": "Fridays", "vehicle": "blue van"}],
    "plants": [{"name": "Alice Brandt", "purpose": "plants", "days": "every other day", "inside": True}],
    "dog": [{"name": "Paul Brandt", "purpose": "pets", "days": "mornings and evenings", "vehicle": "on foot"}],
    "family": [{"name": "Astrid Halvorsen", "purpose": "family", "days": "stays some nights", "inside": True}],
}
SPECIAL = {
    "dog": {"animals": "yard", "animals_note": "Biscuit, an old Labrador, barks and is friendly"},
    "condo": {"residence": "condo", "gated": "gate", "gate_entry": "#2468 at the keypad", "yard_reachable": False},
    "apartment": {"residence": "apartment", "side_gate": "none", "yard_reachable": False},
    "guard": {"gated": "guard", "gate_entry": "Tell the guard: house check for number 19812"},
    "cameras": {"cameras": "Doorbell and driveway; we watch them live", "alarm": "monitored",
                "alarm_company": "Harbor Alarm", "alarm_phone": "+13105550190"},
    "riviera": {"city": "Redondo Beach", "cross_street": "Calle Miramar"},
    "hazard": {"hazards": "Loose paving stones along the side of the house"},
}  # fmt: skip


@dataclass(frozen=True)
class Household:
    """People who ask for looks at their home."""

    number: int
    key: str
    name: str
    mailbox: str
    language: str
    street: str
    unit: str
    zip_code: str
    special: str

    def fields(self, **dates):
        """For services.requests.submit: what the form makes of the answers."""
        address = addresses.normalise(self.street, self.unit)
        finding = addresses.look_up(address, self.zip_code)
        return {
            "name": self.name,
            "email": f"{self.mailbox}@example.com" if self.mailbox else "",
            "phone": f"+131055501{self.number:02}",
            "language": self.language,
            "house": address.house,
            "unit": address.unit,
            "zip_code": self.zip_code,
            "details": self.details(),
            "verification_word": WORD,
            "may_enter_yard": self.number % 2 == 0,
            "may_enter_home": self.number % 3 == 0,
            "may_shut_water": self.number % 2 == 0,
            "acknowledgement": AcknowledgementText.objects.first(),
            "signature": self.name,
            "jurisdiction": finding.jurisdiction,
            "beat": finding.beat,
        } | dates

    def details(self):
        contact = {
            "name": NEIGHBORS[self.number % len(NEIGHBORS)],
            "relation": "neighbor",
            "phone": f"+131055501{self.number + 50}",
            "has_key": self.number % 2 == 0,
            "within_hour": True,
        }
        told = {
            "relation": ("owner", "tenant", "family")[self.number % 3],
            "residence": "house",
            "gated": "open",
            "side_gate": ("locked", "unlocked")[self.number % 2],
            "yard_reachable": True,
            "contacts": [contact],
            "visitors": VISITORS.get(self.special, []),
            "vehicles": self.vehicles(),
            "alarm": "none",
            "lights": LIGHTS[self.number % len(LIGHTS)],
            "animals": "none",
            "conditions": CONDITIONS[self.number % len(CONDITIONS)],
        } | SPECIAL.get(self.special, {})
        return {name: value for name, value in told.items() if value not in ("", [])}

    def vehicles(self):
        """None, one or two that stay at the home."""
        return [
            {"description": CARS[car % len(CARS)], "plate": f"8DMO{car:03}", "place": PLACES[car % len(PLACES)]}
            for car in range(self.number * 3, self.number * 3 + self.number % 3)
        ]


def households():
    """All of them, by key."""
    rows = [[cell.strip() for cell in line.split("|")] for line in _ROWS.strip().splitlines()]
    return {cells[0]: Household(number, *cells) for number, cells in enumerate(rows)}


HOUSEHOLDS = households()
