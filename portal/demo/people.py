"""Invented residents: none of them exists, nor do their addresses and phones (example.com, 555-01xx)."""

from dataclasses import dataclass

from programs.enums import HeardFrom

# Given name | family name | language | mailbox | connection | organization | accommodation
_ROWS = """
Eleanor | Whitcombe | en | e.whitcombe | live
Marcus | Delacroix | en | marcus.delacroix | live
恵子 | 山本 | ja | keiko.yamamoto | live
Rafael | Montoya | es | rafael.montoya | work | a grocery
수빈 | 강 | ko | subin.kang | live
Tuyết | Võ | vi | tuyet.vo | church | a Vietnamese congregation
建国 | 刘 | zh-hans | jianguo.liu | live
Harold | Pennington | en | h.pennington | civic | Rotary
Dominic | Ferraro | en | dominic.ferraro | live
Cynthia | Okonkwo | en | cynthia.okonkwo | live
Theodore | Ashworth | en | t.ashworth | live
Lucía | Benavides | es | lucia.benavides | live
Raymond | Castillo | en | raymond.castillo | live
Nicole | Hathaway | en | nicole.hathaway | work | a flower shop
大輔 | 中村 | ja | daisuke.nakamura | live
Gloria | Santillan | es | gloria.santillan | live
Victor | Lindholm | en | victor.lindholm | civic | Kiwanis
예진 | 오 | ko | yejin.oh | live
Bernard | Whitaker | en | bernard.whitaker | live
Khanh | Bùi | vi | khanh.bui | live
Deborah | Kessler | en | deborah.kessler | live
国强 | 吴 | zh-hans | guoqiang.wu | live
Walter | Hutchins | en | w.hutchins | live
James | Whitfield | en | j.whitfield | live
美咲 | 田中 | ja | misaki.tanaka | live
Robert | Okafor | en | robert.okafor | work | a hospital
민준 | 김 | ko | minjun.kim | live
Linda | Hargrove | en | linda.hargrove | civic | Rotary
José Luis | Ramírez Peña | es | jl.ramirez | live
Hương | Nguyễn | vi | huong.nguyen | church | a Vietnamese congregation
Patricia | Lindqvist | en | p.lindqvist | live
芳 | 王 | zh-hans | fang.wang | live
Kenji | Watanabe | en | kenji.watanabe | work | an auto maker's design office
Susan | Abernathy | en | abernathy.family | live
Thomas | Abernathy | en | abernathy.family | live
Guadalupe | Ortega | es | lupe.ortega | school | a college
David | Rosenfeld | en | david.rosenfeld | civic | Chamber of Commerce
서연 | 박 | ko | seoyeon.park | live
Denise | Washington | en | denise.washington | live | | A seat near the front, please: I am hard of hearing.
Takeshi | Mori | ja | takeshi.mori | work | a hardware store
Angela | Petrosyan | en | angela.petrosyan | live
Minh | Trần | vi | minh.tran | live
Carlos | Mendoza | es | carlos.mendoza | work | a department store
Emily | Castellanos | en | emily.castellanos | live
伟 | 李 | zh-hans | wei.li | live
George | Papadakis | en | g.papadakis | civic | Kiwanis
Fatima | Al-Rashid | en | fatima.alrashid | live
Brian | O'Connell | en | brian.oconnell | watch | the Neighborhood Watch of our street
陽子 | 佐藤 | ja | yoko.sato | live
Rosa | Villanueva | es | rosa.villanueva | church | a parish
Kevin | Nakashima | en | kevin.nakashima | live
지우 | 최 | ko | jiwoo.choi | live
Margaret | Thornbury | en | m.thornbury | live | | I use a wheelchair.
Luis | Echeverría | es | luis.echeverria | live
Priya | Raghunathan | en | priya.raghunathan | work | a laboratory
Steven | Kowalczyk | en | steven.kowalczyk | live
Lan | Phạm | vi | lan.pham | live
Naomi | Fairweather | en | naomi.fairweather | school | an adult school
静 | 陈 | zh-hans | jing.chen | work | a dental office
Anthony | DiMarco | en | anthony.dimarco | live
Isabel | Quintero | es | isabel.quintero | live
Gary | Sorensen | en | gary.sorensen | property
Hiroshi | Yamaguchi | ja | hiroshi.yamaguchi | live
Charlotte | Beaumont | en | charlotte.beaumont | live
유진 | 정 | ko | yujin.jung | live
Maria | Delgado | es | maria.delgado | live
Ramona | Salcedo | es | ramona.salcedo | live
Nathan | Greenleaf | en | nathan.greenleaf | live
Thảo | Lê | vi | thao.le | live
Yvonne | Baptiste | en | yvonne.baptiste | work | a bakery
明 | 赵 | zh-hans | ming.zhao | live
Frank | Castellano | en | frank.castellano | live
Megumi | Hayashi | ja | megumi.hayashi | live | | Please speak slowly: my English is not perfect.
Daniel | Ybarra | es | daniel.ybarra | live
Sharon | McAllister | en | sharon.mcallister | live
하은 | 윤 | ko | haeun.yoon | live
Olivia | Trujillo | en | olivia.trujillo | live
Peter | Vandenberg | en | peter.vandenberg | live
智子 | 小林 | ja | tomoko.kobayashi | live
Miguel | Arellano | es | miguel.arellano | work | a bus company
Ruth | Silverstein | en | ruth.silverstein | live
Quang | Đặng | vi | quang.dang | live
Joyce | Montgomery | en | joyce.montgomery | civic | a garden club
은정 | 한 | ko | eunjung.han | live
Andrew | Fitzgerald | en | andrew.fitzgerald | live
Elena | Navarro | es | elena.navarro | live
Samuel | Brightwater | en | samuel.brightwater | live
丽 | 黄 | zh-hans | li.huang | live
"""


@dataclass(frozen=True)
class Person:
    """Somebody who wants to come, and what they write into the form."""

    number: int
    given_name: str
    family_name: str
    language: str
    mailbox: str
    connection: str
    organization: str = ""
    accommodation: str = ""

    def answers(self, **changes):
        heard_from = list(HeardFrom)[self.number % len(HeardFrom)]
        return {
            "given_name": self.given_name,
            "family_name": self.family_name,
            "certificate_name": f"{self.given_name} {self.family_name}",
            "email": f"{self.mailbox}@example.com",
            "phone": f"+131055501{self.number:02}",
            "language": self.language,
            "connections": [self.connection],
            "organization": self.organization,
            "accommodation": self.accommodation,
            "is_adult": True,
            "can_attend": True,
            "first_time": self.number % 9 != 0,
            "heard_from": heard_from,
        } | changes


def everybody():
    """The people, in the order in which they come."""
    rows = [[cell.strip() for cell in line.split("|")] for line in _ROWS.strip().splitlines()]
    return iter([Person(number, *cells) for number, cells in enumerate(rows)])
