"""Letters to start from, in six languages: {name: {language: (subject, body)}}."""

LETTERS = {
    "The room has changed": {
        "en": (
            "The room has changed: {class}",
            "Dear {given_name},\n\n"
            "we meet in another room than planned. The new place: {place}.\n\n"
            "The next session is on {next_session}. Date and time stay as they are.",
        ),
        "es": (
            "Cambio de sala: {class}",
            "Hola, {given_name}:\n\n"
            "Nos reunimos en una sala distinta de la prevista. El nuevo lugar: {place}.\n\n"
            "La próxima sesión es el {next_session}. La fecha y la hora no cambian.",
        ),
        "ja": (
            "会場変更のお知らせ: {class}",
            "{given_name} 様\n\n"
            "会場が変わりました。新しい会場: {place}\n\n"
            "次回は {next_session} です。日時の変更はありません。",
        ),
        "ko": (
            "장소 변경 안내: {class}",
            "{given_name} 님께\n\n"
            "모임 장소가 바뀌었습니다. 새 장소: {place}\n\n"
            "다음 수업: {next_session}. 날짜와 시간은 그대로입니다.",
        ),
        "zh-hans": (
            "教室变更通知: {class}",
            "{given_name}，您好：\n\n"
            "上课地点有变。新地点：{place}\n\n"
            "下一次课：{next_session}。日期和时间不变。",
        ),
        "vi": (
            "Đổi phòng học: {class}",
            "Kính gửi {given_name},\n\n"
            "Chúng ta sẽ gặp nhau ở một phòng khác. Địa điểm mới: {place}.\n\n"
            "Buổi học tiếp theo: {next_session}. Ngày và giờ không thay đổi.",
        ),
    },
    "What to bring": {
        "en": (
            "What to bring: {class}",
            "Dear {given_name},\n\n"
            "we look forward to seeing you on {next_session}. Place: {place}.\n\n"
            "Please bring a photo ID. Wear comfortable clothes and closed shoes. "
            "Please leave weapons and large bags at home.",
        ),
        "es": (
            "Qué debe traer: {class}",
            "Hola, {given_name}:\n\n"
            "Le esperamos el {next_session}. Lugar: {place}.\n\n"
            "Traiga una identificación con foto. Use ropa cómoda y zapatos cerrados. "
            "Por favor, no traiga armas ni bolsos grandes.",
        ),
        "ja": (
            "お持ちいただくもの: {class}",
            "{given_name} 様\n\n"
            "{next_session} にお待ちしております。会場: {place}\n\n"
            "写真付きの身分証明書をお持ちください。動きやすい服装と、つま先の隠れる靴でお越しください。"
            "武器や大きな荷物は持ち込まないでください。",
        ),
        "ko": (
            "준비물 안내: {class}",
            "{given_name} 님께\n\n"
            "{next_session}에 뵙겠습니다. 장소: {place}\n\n"
            "사진이 있는 신분증을 가져오세요. 편한 옷과 앞이 막힌 신발을 신으세요. "
            "무기와 큰 가방은 가져오지 마세요.",
        ),
        "zh-hans": (
            "请携带的物品: {class}",
            "{given_name}，您好：\n\n"
            "期待在 {next_session} 与您见面。地点：{place}\n\n"
            "请携带带照片的身份证件。请穿舒适的衣服和不露脚趾的鞋。请勿携带武器和大包。",
        ),
        "vi": (
            "Những thứ cần mang theo: {class}",
            "Kính gửi {given_name},\n\n"
            "Chúng tôi mong gặp quý vị vào {next_session}. Địa điểm: {place}.\n\n"
            "Xin mang theo giấy tờ tùy thân có ảnh. Xin mặc quần áo thoải mái và mang giày kín mũi. "
            "Xin đừng mang vũ khí và túi lớn.",
        ),
    },
    "Tonight is cancelled": {
        "en": (
            "Tonight's session is cancelled: {class}",
            "Dear {given_name},\n\n"
            "we are sorry: tonight's session does not take place. Please do not come to the department tonight.\n\n"
            "We meet again on {next_session}. A cancelled session does not count as an absence.",
        ),
        "es": (
            "La sesión de esta noche se cancela: {class}",
            "Hola, {given_name}:\n\n"
            "Lo sentimos: la sesión de esta noche no se realizará. Por favor, no venga al departamento esta noche.\n\n"
            "Nos reunimos de nuevo el {next_session}. Una sesión cancelada no cuenta como ausencia.",
        ),
        "ja": (
            "今夜のセッションは中止です: {class}",
            "{given_name} 様\n\n"
            "申し訳ございませんが、今夜のセッションは中止となりました。今夜はお越しにならないでください。\n\n"
            "次回は {next_session} です。中止となった回は欠席になりません。",
        ),
        "ko": (
            "오늘 저녁 수업이 취소되었습니다: {class}",
            "{given_name} 님께\n\n"
            "죄송합니다. 오늘 저녁 수업은 열리지 않습니다. 오늘 저녁에는 오지 마세요.\n\n"
            "다음 수업: {next_session}. 취소된 수업은 결석으로 세지 않습니다.",
        ),
        "zh-hans": (
            "今晚的课取消: {class}",
            "{given_name}，您好：\n\n"
            "很抱歉，今晚的课取消。今晚请不要前来警察局。\n\n"
            "下一次课：{next_session}。取消的课不算缺席。",
        ),
        "vi": (
            "Buổi học tối nay bị hủy: {class}",
            "Kính gửi {given_name},\n\n"
            "Chúng tôi rất tiếc: buổi học tối nay không diễn ra. Xin đừng đến sở cảnh sát tối nay.\n\n"
            "Chúng ta gặp lại vào {next_session}. Buổi học bị hủy không tính là vắng mặt.",
        ),
    },
    "Please answer before the first session": {
        "en": (
            "Please answer before the first session: {class}",
            "Dear {given_name},\n\n"
            "a few of your answers are still missing: whom we may call in an emergency, your shirt size, "
            "and your agreement to the rules of the class. It takes about five minutes.\n\n"
            "Please use the button below, before {first_session}. Rather on paper? Please call us.",
        ),
        "es": (
            "Por favor, responda antes de la primera sesión: {class}",
            "Hola, {given_name}:\n\n"
            "Todavía nos faltan algunas de sus respuestas: a quién llamar en una emergencia, su talla de camiseta "
            "y su acuerdo con las reglas de la clase. Le tomará unos cinco minutos.\n\n"
            "Use el botón de abajo antes del {first_session}. ¿Prefiere hacerlo en papel? Llámenos.",
        ),
        "ja": (
            "初回までにご回答ください: {class}",
            "{given_name} 様\n\n"
            "緊急連絡先、シャツのサイズ、クラスの規則への同意について、まだご回答をいただいていません。"
            "5分ほどで終わります。\n\n"
            "{first_session} までに、下のボタンからご回答ください。紙でのご回答をご希望の場合はお電話ください。",
        ),
        "ko": (
            "첫 수업 전에 답해 주세요: {class}",
            "{given_name} 님께\n\n"
            "비상 연락처, 셔츠 치수, 수업 규칙 동의에 대한 답을 아직 받지 못했습니다. 5분 정도 걸립니다.\n\n"
            "{first_session} 전에 아래 버튼을 눌러 답해 주세요. 종이로 하시려면 전화해 주세요.",
        ),
        "zh-hans": (
            "请在第一次课之前回答: {class}",
            "{given_name}，您好：\n\n"
            "我们还没有收到您的几项回答：紧急联系人、衬衫尺码，以及您对课程规则的同意。大约需要五分钟。\n\n"
            "请在 {first_session} 之前点击下面的按钮回答。想用纸填写？请给我们打电话。",
        ),
        "vi": (
            "Xin trả lời trước buổi học đầu tiên: {class}",
            "Kính gửi {given_name},\n\n"
            "Chúng tôi vẫn còn thiếu vài câu trả lời của quý vị: người cần gọi khi khẩn cấp, cỡ áo, "
            "và sự đồng ý với nội quy của lớp. Chỉ mất khoảng năm phút.\n\n"
            "Xin dùng nút bên dưới, trước {first_session}. Quý vị muốn trả lời trên giấy? Xin gọi cho chúng tôi.",
        ),
    },
}
