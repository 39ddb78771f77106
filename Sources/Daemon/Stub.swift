import Domain
import ServiceLifecycle
