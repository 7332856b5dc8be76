import Clients
import Deals
import Demo
import Imports
import Kernel
import Search
import Store
import Team
import Timeline
import Web

/// The product's table of contents, in order of dependence.
package let features: [Feature] = records + [searchFeature(over: records), importsFeature, demoFeature]

/// Those whose records people look for.
private let records: [Feature] = [teamFeature, timelineFeature, clientsFeature, dealsFeature]

/// The schema: the platform's own part, then each feature's.
package let migrations: [Migration] = [.kernel001, .web001] + features.flatMap(\.migrations)
