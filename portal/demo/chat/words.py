"""What the people of the demo ask, and what they are told. All of it is invented."""

LEADER = "Talia Brandt, City Library"
RECORDING = "https://video.example.com/chat-with-the-chief/1"
AGENDA_BEFORE = "Welcome\nYour questions, by votes\nHow to reach us afterwards"
AGENDA_TODAY = "Welcome by the Chief\nBicycles, scooters and crosswalks\nYour questions"
AGENDA_NEXT = "What the last holidays were like\nHow we plan patrols for the weeks to come\nYour questions"

FINISHED = {
    "crossing": "Cars run the red light at the crosswalk at our school every morning. What will you do about it?",
    "crossing_again": "Could an officer stand at the crosswalk of our school between 7:45 and 8:15?",
    "crossing_es": "¿Por qué no hay más vigilancia en el cruce de la escuela por las mañanas?",
    "korean": "요즘 우리 동네에서 택배 도난이 자주 일어납니다. 순찰을 더 자주 할 수 있습니까?",
    "force": "How often was force used last year, and who looks at each case from outside of the department?",
    "trust": "After everything that was in the news, why should I believe that anything changes? I do not.",
    "own_case": "The officer who stopped my son in March laughed at him. Why has nobody called us back?",
    "lamp": "The street light at our corner has been dark for two months. Who mends it?",
    "neighbor": "My neighbor Walter Brimley sells something out of his garage. When do you finally go there?",
    "thanks": "Thank you to the two officers who found my father on the beach path. How can I write to them?",
    "taken_back": "Is the station open for a visit on weekends?",
    "in_the_hour": "日本語を話す警察官は何人いますか。採用の予定はありますか。",
}
# All others ask in English.
LANGUAGES = {"crossing_es": "es", "korean": "ko", "hiring": "es"}
KOREAN_IN_ENGLISH = {
    "translation": "Parcels are often stolen in our neighborhood these days. Can you patrol more often?",
    "translated_by": "Mina Seo, interpreter",
}
JAPANESE_IN_ENGLISH = {
    "translation": "How many officers speak Japanese? Do you plan to hire more?",
    "translated_by": "Aiko Brandt, interpreter",
}
LAMP_NOTE = "We passed your note on to Public Works today."
NEIGHBOR_NOTE = "Please ask again without the name. If you see something now, call the non-emergency line."
ANSWERS = {
    "crossing": "Motor officers will stand at the three busiest school crosswalks on changing mornings, from next week "
    "on. Tell us the corner and the hour: that is what we plan by.",
    "trust": "You should not believe it because I say so. Every question here is answered in public, also this one, "
    "and you can count how many are. Ask me again in half a year.",
    "korean": "Yes: from 10 to 4, where most parcels are taken. Please report each theft, also a small one: patrols "
    "follow the reports.",
    "in_the_hour": "Several officers speak Japanese well enough for a report. We are hiring, and languages count.",
}
KOREAN_ANSWER = {
    "translation": "네. 택배 도난이 가장 많은 오전 10시부터 오후 4시까지 순찰을 늘리겠습니다. 작은 사건이라도 "
    "꼭 신고해 주십시오. 순찰은 신고를 바탕으로 정합니다.",
    "translated_by": "Mina Seo, interpreter",
}
FORCE_ANSWER = (
    "Each case is read by a sergeant who was not there and by a captain; serious ones go to the District Attorney. "
    "The yearly report has every number, by kind and by outcome."
)
THANKS_ANSWER = "Write to the front desk with the day and the place: both officers will get your letter, and so will I."

TODAY = {
    "bikes": "Electric bikes go through the park faster than cars are allowed to. Who stops them?",
    "scooters": "What are the rules for scooters on sidewalks, and does anybody enforce them?",
    "night": "Street races on the boulevard wake us up every Saturday. What can you do that you have not tried?",
    "cameras": "Who can look at the license plate cameras, and how long is a picture kept?",
    "hiring": "¿Cómo puede mi hija de 19 años empezar una carrera en la policía?",
    "mental": "Who comes when somebody has a mental health crisis: an officer, or a nurse?",
}
HIRING_IN_ENGLISH = {
    "translation": "How can my daughter, who is 19, begin a career with the police?",
    "translated_by": "Luis Brandt, interpreter",
}
RACES_ANSWER = "Two cars more on Saturdays until the end of the year, and speed tables are with the City Council."

NEXT = {
    "phone": "Somebody tries the doors of the cars in our street at night. Please call me: 310-555-0147.",
    "review": "Why did the department buy new cars while response times became longer?",
    "returned": "Why are you all so slow?",
    "parcels": "What can a whole street do together against stolen parcels?",
    "patrols": "How do you decide which streets are patrolled more often in December?",
    "vote_first": "Will the Chief hold one of these sessions in the evening, for those who work at noon?",
    "advert": "Best window locks in the South Bay, half the price this week. May I show them in the session?",
    "own_case": "My complaint of last spring was closed without a word. Why does nobody tell me what was found?",
    "held": "Is there a quiet way to report a store that sells alcohol to teenagers?",
    "caller": "I have no computer. How do I hear what was answered?",
}
RETURNED_NOTE = "Please say what was slow, and when: then the Chief can answer it."
CANCELLED_REASON = "The Chief is asked to be at a meeting of the City Council that day. A new date follows."


def written(chief):
    """The wording of what is answered in writing after the hour, by key of FINISHED; and a translation."""
    plain = {"speaker": chief, "recording_seconds": None, "links": "", "translation": "", "translated_by": ""}
    return {
        "force": plain | {"text": FORCE_ANSWER, "links": "https://www.example.com/police/use-of-force-report"},
        "thanks": plain | {"text": THANKS_ANSWER},
        "korean": KOREAN_ANSWER,
    }
