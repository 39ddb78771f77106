import Domain
import Simulation
import Testing

@Test func `every column of the register has a value's place, and quotes stand where commas are`() {
    var fleet = Fleet(seed: 3, today: EventDraw.day)
    for kind in VehicleKind.allCases {
        let record = fleet.next(kind: kind).record
        #expect(record.values.count == RegisterRecord.columns.count)
        #expect(record.owner.nik.utf8.count == 16)
        #expect(record.owner.nik.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        #expect(record.ownedFrom < EventDraw.day && EventDraw.day < record.stnkValidUntil)
    }
    #expect(CSVText.encode([["a", "b,c", "d \"e\""]]) == "a,\"b,c\",\"d \"\"e\"\"\"\r\n")
}

@Test func `the register's header is that of the contract`() {
    let contract = """
        plate,owner_name,nik,address,kelurahan,kecamatan,city,postal_code,phone,email,make,type,kind,model,year,colour,\
        chassis_number,engine_number,fuel,plate_colour,owned_from,stnk_valid_until,tax_paid_until,status
        """
    #expect(RegisterRecord.columns.joined(separator: ",") == contract)
}
