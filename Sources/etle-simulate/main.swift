import Simulation
import Foundation
import Domain
let r = SimulationDebug.plateSheet()
try r.write(to: URL(fileURLWithPath: "/tmp/sim/sheet.ppm"))
