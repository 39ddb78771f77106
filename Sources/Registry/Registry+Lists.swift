import Domain
import GRDB

extension Registry {
    /// The entries of a list that hold for a plate, or for a kind of vehicle, on a day. Two short indexed reads.
    ///
    /// - Parameters:
    ///   - plate: in any form that ``PlateNumber`` reads; nil where there is none.
    ///   - kind: as registered.
    public func listed(
        _ list: RegisterList, plate: String?, kind: VehicleKind?, on day: LocalDate
    ) throws -> [VehicleListEntry] {
        let key = plate.flatMap { PlateKey($0) }
        return try pool.read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT list, plate, kind, reason, valid_from, valid_until FROM listed WHERE plate = ?1 AND list = ?3
                    UNION ALL
                    SELECT list, plate, kind, reason, valid_from, valid_until FROM listed WHERE kind = ?2 AND list = ?3
                    """)
            return try Row.fetchAll(statement, arguments: [key?.value, kind?.rawValue, list.rawValue])
                .compactMap { ListRow($0)?.entry }.filter { $0.holds(on: day) }
        }
    }
}
