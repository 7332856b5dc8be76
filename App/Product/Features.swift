import Clients
import Deals
import Demo
import Imports
import Kernel
import Settings
import Store
import Team
import Timeline
import Web

/// The product's table of contents, in order of dependence.
package let features: [Feature] = [
  teamFeature, timelineFeature, settingsFeature, clientsFeature, dealsFeature, importsFeature, demoFeature,
]

/// The schema: the platform's own part, then each feature's.
package let migrations: [Migration] = [.kernel001, .web001, .kernel002] + features.flatMap(\.migrations)
