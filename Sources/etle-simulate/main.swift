import Simulation
import Foundation
for (i, d) in SimulationDebug.run().enumerated() { try d.write(to: URL(fileURLWithPath: "/tmp/sim/s\(i).ppm")) }
