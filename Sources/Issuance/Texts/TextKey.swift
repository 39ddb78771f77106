/// The texts that documents are made of, by their keys in `config/texts.yaml`, and the values that each may hold.
public enum TextKey: String, CaseIterable, Sendable {
    case letterheadAuthority = "letterhead_authority"
    case runningHead = "running_head"
    case footer
    case emptyValue = "empty_value"
    case monthNames = "month_names"
    case weekdayNames = "weekday_names"
    case rupiah

    case senderLine = "sender_line"
    case addressTo = "address_to"
    case addressContinued = "address_continued"
    case letterTitle = "letter_title"
    case letterHeading = "letter_heading"
    case letterKeywords = "letter_keywords"
    case labelNumber = "label_number"
    case labelClass = "label_class"
    case letterClass = "letter_class"
    case labelAttachment = "label_attachment"
    case letterAttachment = "letter_attachment"
    case letterAttachmentNone = "letter_attachment_none"
    case labelSubject = "label_subject"
    case letterSubject = "letter_subject"
    case labelDate = "label_date"
    case letterReplaces = "letter_replaces"
    case letterReplacesWithTicket = "letter_replaces_with_ticket"
    case dated

    case letterSalutation = "letter_salutation"
    case letterIntro = "letter_intro"
    case letterIntroDriver = "letter_intro_driver"
    case letterIntroBuyer = "letter_intro_buyer"
    case letterIntroOwnerFound = "letter_intro_owner_found"
    case letterIntroDriverFound = "letter_intro_driver_found"
    case letterIntroBuyerFound = "letter_intro_buyer_found"
    case letterIntroSaleBuyer = "letter_intro_sale_buyer"
    case letterIntroSaleSeller = "letter_intro_sale_seller"
    case letterEnquiry = "letter_enquiry"
    case letterEnquiryWithTicket = "letter_enquiry_with_ticket"
    case letterBasis = "letter_basis"

    case violationsHeading = "violations_heading"
    case violationsColumnNumber = "violations_column_number"
    case violationsColumnWhat = "violations_column_what"
    case violationsColumnArticle = "violations_column_article"
    case violationsColumnFine = "violations_column_fine"
    case violationSpeed = "violation_speed"
    case violationSpeedMeasured = "violation_speed_measured"

    case factsHeading = "facts_heading"
    case labelTime = "label_time"
    case labelPlace = "label_place"
    case labelCamera = "label_camera"
    case labelEvent = "label_event"
    case vehicleHeading = "vehicle_heading"
    case labelPlate = "label_plate"
    case labelMakeType = "label_make_type"
    case labelKindModel = "label_kind_model"
    case labelColourYear = "label_colour_year"
    case labelChassis = "label_chassis"
    case labelEngine = "label_engine"
    case kindCar = "kind_car"
    case kindMotorcycle = "kind_motorcycle"
    case kindBus = "kind_bus"
    case kindGoods = "kind_goods"
    case kindSpecial = "kind_special"

    case answerHeading = "answer_heading"
    case answerDeadline = "answer_deadline"
    case answerDeadlineWithTicket = "answer_deadline_with_ticket"
    case answerStepSite = "answer_step_site"
    case answerStepCode = "answer_step_code"
    case answerStepChoice = "answer_step_choice"
    case answerInPerson = "answer_in_person"
    case labelReference = "label_reference"
    case labelReferenceShort = "label_reference_short"
    case labelAnswerCode = "label_answer_code"
    case qrCaption = "qr_caption"

    case letterOtherwise = "letter_otherwise"
    case letterOtherwiseDriver = "letter_otherwise_driver"
    case letterOtherwiseWithTicket = "letter_otherwise_with_ticket"
    case letterOtherwiseDriverWithTicket = "letter_otherwise_driver_with_ticket"
    case letterObjection = "letter_objection"
    case letterClosing = "letter_closing"
    case genuineHeading = "genuine_heading"
    case genuineSite = "genuine_site"
    case genuineNever = "genuine_never"
    case genuineDoubt = "genuine_doubt"

    case signatoryRole = "signatory_role"
    case signatoryOfficer = "signatory_officer"
    case signatureNote = "signature_note"
    case seal

    case annexHeading = "annex_heading"
    case annexIntro = "annex_intro"
    case annexMark = "annex_mark"
    case pictureOverview = "picture_overview"
    case pictureVehicle = "picture_vehicle"
    case pictureVehicleCut = "picture_vehicle_cut"
    case picturePlate = "picture_plate"
    case picturePlateCut = "picture_plate_cut"
    case pictureStamp = "picture_stamp"
    case pictureMissing = "picture_missing"
    case pictureWithheld = "picture_withheld"
    case pictureNoPlate = "picture_no_plate"
    case digestsHeading = "digests_heading"
    case digestsIntro = "digests_intro"
    case digestsIntroMissing = "digests_intro_missing"
    case digestsColumnFile = "digests_column_file"
    case digestsColumnDigest = "digests_column_digest"

    case coverHeading = "cover_heading"
    case coverIntro = "cover_intro"
    case coverIntroWithTicket = "cover_intro_with_ticket"
    case coverRunningHead = "cover_running_head"
    case coverFooter = "cover_footer"
    case messageWhatsapp = "message_whatsapp"
    case messageWhatsappWithTicket = "message_whatsapp_with_ticket"
    case messageSMS = "message_sms"
    case messageSMSWithTicket = "message_sms_with_ticket"
    case messageEmailSubject = "message_email_subject"
    case messageEmail = "message_email"
    case messageEmailWithTicket = "message_email_with_ticket"

    case ticketTitle = "ticket_title"
    case ticketHeading = "ticket_heading"
    case ticketKeywords = "ticket_keywords"
    case ticketSubject = "ticket_subject"
    case labelRegister = "label_register"
    case labelReplaces = "label_replaces"
    case ticketReplaces = "ticket_replaces"
    case ticketIntro = "ticket_intro"
    case offenderHeading = "offender_heading"
    case labelName = "label_name"
    case labelNIK = "label_nik"
    case labelAddress = "label_address"
    case total
    case paymentHeading = "payment_heading"
    case paymentDeadline = "payment_deadline"
    case paymentText = "payment_text"
    case paymentTextRest = "payment_text_rest"
    case paymentHeadingJudged = "payment_heading_judged"
    case paymentTextJudged = "payment_text_judged"
    case labelPaymentCode = "label_payment_code"
    case labelDeposit = "label_deposit"
    case labelDue = "label_due"
    case amountWords = "amount_words"
    case amountWordsRest = "amount_words_rest"
    case hearingText = "hearing_text"
    case hearingNone = "hearing_none"
    case hearingJudged = "hearing_judged"
    case ticketOtherwise = "ticket_otherwise"
    case ticketOtherwiseJudged = "ticket_otherwise_judged"
    case ticketOtherwiseDriver = "ticket_otherwise_driver"
    case ticketOtherwiseDriverJudged = "ticket_otherwise_driver_judged"
    case ticketObjection = "ticket_objection"
    case ticketEvidence = "ticket_evidence"
    case ticketEvidenceNone = "ticket_evidence_none"
    case ticketGenuineHeading = "ticket_genuine_heading"
    case ticketGenuineNever = "ticket_genuine_never"
    case ticketQRCaption = "ticket_qr_caption"

    /// The names that may stand between `{{` and `}}` in this text.
    public var placeholders: [String] {
        switch self {
        case .runningHead: ["unit_name", "number"]
        case .footer: ["reference", "number", "page", "pages"]
        case .addressContinued: ["rest"]
        case .letterTitle, .letterKeywords, .ticketTitle, .ticketKeywords: ["number", "reference"]
        case .letterAttachment: ["count"]
        case .dated: ["city", "date"]
        case .violationSpeed: ["measured", "limit"]
        case .violationSpeedMeasured: ["measured"]
        case .rupiah: ["amount"]
        case .letterIntro, .letterIntroDriver, .letterIntroBuyer, .letterIntroOwnerFound, .letterIntroDriverFound,
            .letterIntroBuyerFound, .letterEnquiry, .letterEnquiryWithTicket, .letterBasis,
            .letterOtherwise, .letterOtherwiseDriver, .letterOtherwiseWithTicket, .letterOtherwiseDriverWithTicket,
            .letterObjection, .letterClosing, .answerStepSite, .answerStepCode, .answerStepChoice, .answerInPerson,
            .genuineSite, .genuineNever, .genuineDoubt, .ticketIntro, .paymentText, .paymentTextRest,
            .ticketOtherwise, .ticketOtherwiseJudged, .ticketOtherwiseDriver, .ticketOtherwiseDriverJudged,
            .ticketObjection, .ticketEvidence, .ticketEvidenceNone, .ticketGenuineNever, .hearingNone:
            ["unit_name", "city", "answer_url", "number", "reference"]
        case .ticketReplaces, .letterReplaces, .letterReplacesWithTicket: ["replaces"]
        case .amountWordsRest: ["words", "paid"]
        case .hearingJudged: ["fine"]
        case .coverIntro, .coverIntroWithTicket: ["count", "unit_name", "city"]
        case .coverRunningHead: ["unit_name", "name", "date"]
        case .coverFooter: ["unit_name", "name", "date", "page", "pages"]
        case .senderLine: ["unit_name", "city"]
        case .messageWhatsapp, .messageSMS, .messageEmail, .messageWhatsappWithTicket, .messageSMSWithTicket,
            .messageEmailWithTicket:
            ["unit_name", "city", "answer_url", "number", "reference", "answer_by", "zone"]
        case .messageEmailSubject: ["unit_name", "number", "reference"]
        case .letterIntroSaleBuyer, .letterIntroSaleSeller:
            ["unit_name", "city", "answer_url", "number", "reference", "sold_on"]
        case .answerDeadline, .answerDeadlineWithTicket: ["answer_by", "zone"]
        case .paymentDeadline: ["pay_by", "zone"]
        case .signatoryOfficer: ["rank", "nrp"]
        case .annexIntro, .annexMark: ["number", "reference"]
        case .pictureOverview, .pictureVehicle, .pictureVehicleCut, .picturePlate, .picturePlateCut: ["n", "file"]
        case .pictureStamp: ["time", "place", "camera"]
        case .pictureMissing, .pictureWithheld, .pictureNoPlate: ["unit_name", "file"]
        case .hearingText: ["court", "hearing", "unit_name"]
        case .amountWords: ["words"]
        default: []
        }
    }
}
