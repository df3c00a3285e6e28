TEXTS = {
    "participation": """Lớp học do Sở Cảnh sát Torrance tổ chức vào những buổi tối ghi trên trang này, gồm các buổi nói chuyện, tham quan và trình diễn. Việc tham gia là tự nguyện.

Những gì có nhiều rủi ro hơn được hỏi riêng: các buổi tối thực hành và đi cùng xe tuần tra.

Tôi hiểu rằng vẫn có rủi ro. Trong phạm vi luật pháp cho phép, tôi không quy trách nhiệm cho Thành phố Torrance, Sở Cảnh sát của thành phố và nhân viên của họ về thương tích hoặc thiệt hại do việc tham gia.

Gia đình lo cho học sinh đến lớp và về nhà. Nếu có người đón, học sinh chỉ ra về với người lớn mà gia đình đã ghi tên.

Tôi có thể rút lại sự đồng ý này bất cứ lúc nào, qua đường liên kết trong thư điện tử hoặc qua điện thoại. Khi đó học sinh không tham gia nữa.""",
    "hands_on": """Có những buổi tối học sinh tự tay thử: trường bắn, thiết bị ít gây chết người như súng bắn túi đậu, chó nghiệp vụ (K-9) và các tình huống diễn tập. Có thể có tiếng động lớn, đèn nhấp nháy, cảnh gây căng thẳng và hoạt động thể lực.

Cảnh sát giải thích quy tắc an toàn trước và luôn ở bên học sinh. Học sinh có thể không làm bất cứ phần nào.

Có thể trả lời không. Khi đó học sinh không tham gia những phần này và tham gia mọi phần khác.""",
    "ride_along": """Khi đi cùng xe tuần tra, học sinh ngồi trong xe trong lúc cảnh sát làm việc. Cảnh sát có thể được gọi đến một vụ nghiêm trọng. Học sinh có thể thấy hoặc nghe những điều gây xúc động mạnh, và không thể loại trừ rủi ro.

Học sinh làm theo lời cảnh sát và có thể xin kết thúc chuyến đi bất cứ lúc nào.

Có thể trả lời không. Điều đó không ảnh hưởng đến chỗ của học sinh trong lớp.""",
    "photos": """Sở cảnh sát có thể chụp ảnh và quay phim học sinh trong lớp, và có thể đưa lên các ấn phẩm và trang web của sở. Không ai được trả tiền. Tên học sinh không được nêu ra.

Có thể trả lời không. Điều đó không ảnh hưởng đến chỗ của học sinh trong lớp. Nếu rút lại lời đồng ý, chúng tôi không chụp hay quay thêm và không dùng những gì đã có nữa.""",
    "school": """Nhà trường cấp tín chỉ. Để làm việc đó, sở cảnh sát báo cho trường của học sinh biết học sinh đã dự những buổi tối nào, bao nhiêu giờ, và có hoàn thành lớp hay không.

Không có điều gì khác trong các câu trả lời này được gửi cho trường, và không có gì về sức khỏe.

Có thể trả lời không. Khi đó học sinh vẫn có thể tham gia, nhưng trường không thể cấp tín chỉ.""",
    "treatment": """Nếu học sinh bị thương hoặc bị bệnh, cảnh sát sơ cứu và gọi 911. Chúng tôi gọi ngay cho cha mẹ hoặc người giám hộ và người liên lạc khẩn cấp.

Nếu trả lời có, tôi đồng ý cho học sinh được điều trị y tế khẩn cấp khi không kịp liên lạc được với ai trong chúng tôi.

Có thể trả lời không. Trong trường hợp khẩn cấp, 911 luôn được gọi.""",
    "conduct": """Tôi tôn trọng cảnh sát, nhân viên và các học sinh khác.

Tôi làm theo hướng dẫn của cảnh sát, nhất là trong các buổi tối thực hành.

Tôi đến đúng giờ. Nếu không đến được, tôi báo trước cho điều phối viên.

Tôi không mang vũ khí, rượu bia hay ma túy, và không đến khi đang chịu ảnh hưởng của chúng.

Tôi không chụp ảnh hay quay phim khi chưa được phép. Những gì tôi biết về người khác trong lớp sẽ ở lại trong lớp.

Nếu tôi không giữ các quy tắc này, sở cảnh sát có thể chấm dứt việc tham gia của tôi và báo cho cha mẹ hoặc người giám hộ của tôi.""",
    "purpose": """Chúng tôi chỉ dùng các câu trả lời cho lớp học này: để biết ai đến, để liên lạc với gia đình, để giữ an toàn cho học sinh, và để báo cho trường nếu gia đình đồng ý.

Các câu trả lời không bao giờ được dùng cho hồ sơ cảnh sát hay thu thập tin tức. Chúng không được chép vào cơ sở dữ liệu của cảnh sát, và không ai bị điều tra dựa vào chúng. Chúng tôi không hỏi về tình trạng di trú, điểm số hay kỷ luật.

Có một ngoại lệ mà luật pháp đòi hỏi: nếu một câu trả lời cho thấy có trẻ em đang bị hại, chúng tôi phải báo cáo.

Ai đọc gì: điều phối viên của chương trình đọc các câu trả lời. Những gì quý vị viết về sức khỏe chỉ do điều phối viên đọc, và mỗi lần đọc đều được ghi lại. Người hướng dẫn thấy tên học sinh, các sự đồng ý, và việc có dị ứng hoặc bệnh, nhưng không thấy là gì. Cố vấn học đường chỉ thấy ai đã trả lời.

Nếu học sinh không tham gia, chúng tôi xóa các câu trả lời này ngay khi luật pháp cho phép.""",
}
