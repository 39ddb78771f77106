import Domain

/// A Dahua traffic event, one for each picture, as JSON or text.
public struct DahuaPayload: Sendable {
    /// Seconds since 1970 as the camera writes them into `UTC`.
    public var utc: Int
    public var realUTC: Int?
    public var localeTime: String?
    public var milliseconds = 305
    public var group = 175_706_653
    public var count = 1
    public var index = 1
    public var eventID = 516
    public var plate = ""
    public var lane = 2
    public var speed = 0
    public var limit = 60
    public var violationCode = ""
    public var lightState = 0
    public var redLightUTC: Int?
    /// Left, top, right, bottom in a space of 8192 x 8192.
    public var plateBox: [Int] = []

    public init(utc: Int) { self.utc = utc }

    /// A `TrafficJunction` notification.
    public var json: [UInt8] {
        let optional = [
            realUTC.map { #","RealUTC":\#($0)"# }, localeTime.map { #","LocaleTime":"\#($0)""# },
            redLightUTC.map { #","RedLightUTC":\#($0)"# },
        ].compactMap { $0 }.joined()
        let box = plateBox.isEmpty ? "" : #""BoundingBox":\#(plateBox),"#
        return Array(
            #"""
            {"id":3143,"method":"client.notifyEventStream","params":{"SID":513,"eventList":[{"Action":"Pulse","Code":"TrafficJunction","Data":{
            "CommInfo":{"Seat":[{"SafeBelt":"Unknow","Type":"Main"},{"SafeBelt":"Unknow","Type":"Sub"}],"SnapCategory":"Motor"},
            "EventID":\#(eventID),"GroupID":\#(group),"CountInGroup":\#(count),"IndexInGroup":\#(index),"Lane":\#(lane),
            "Object":{\#(box)"ObjectType":"Plate","Text":"\#(plate)","Confidence":100},"LightState":\#(lightState),
            "TrafficCar":{"PlateNumber":"\#(plate)","Speed":\#(speed),"LowerSpeedLimit":0,"UpperSpeedLimit":\#(limit),
            "ViolationCode":"\#(violationCode)","VehicleColor":"White"},
            "UTC":\#(utc),"UTCMS":\#(milliseconds),"TimeZone":12\#(optional)}}]}}

            """#.utf8)
    }

    /// Lines as in a multipart message, its headers included.
    public var text: [UInt8] {
        var lines = [
            "--boundary", "Content-Type: text/plain", "Content-Length: 600", "",
            "Events[0].EventBaseInfo.Code=TrafficCarMeasurement", "Events[0].EventBaseInfo.Action=Pulse",
            "Events[0].GroupID=\(group)", "Events[0].CountInGroup=\(count)", "Events[0].IndexInGroup=\(index)",
            "Events[0].UTC=\(utc)", "Events[0].UTCMS=\(milliseconds)", "Events[0].EventID=\(eventID)",
            "Events[0].Object.Text=\(plate)", "Events[0].Vehicle.Category=Bus", "Events[0].Lane=\(lane)",
            "Events[0].TrafficCar.PlateNumber=\(plate)", "Events[0].TrafficCar.VehicleColor=White",
            "Events[0].TrafficCar.Speed=\(speed)", "Events[0].TrafficCar.UpperSpeedLimit=\(limit)",
            "Events[0].TrafficCar.ViolationCode=\(violationCode)", "Events[0].LightState=\(lightState)",
            "Events[0].MainSeat=WithSafeBelt", "Events[0].SubSeat=WithoutSafeBelt",
            "Events[0].CarWeightInfo.OverWeight=3000",
        ]
        if let realUTC { lines.append("Events[0].RealUTC=\(realUTC)") }
        if let localeTime { lines.append("Events[0].LocaleTime=\(localeTime)") }
        if let redLightUTC { lines.append("Events[0].RedLightUTC=\(redLightUTC)") }
        for (index, edge) in plateBox.enumerated() { lines.append("Events[0].Object.BoundingBox[\(index)]=\(edge)") }
        return Array((lines + ["", "--boundary"]).joined(separator: "\r\n").utf8)
    }
}
