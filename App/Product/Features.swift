import Activities
import Advertising
import Calendars
import Calls
import Clients
import Deals
import Deductions
import Demo
import Dictionaries
import Discipline
import Files
import Handovers
import Imports
import Kernel
import Notifications
import Refusals
import Search
import Settings
import Store
import Team
import Timeline
import Web

/// The product's table of contents, in order of dependence.
package let features: [Feature] =
  records + [
    handoversFeature(over: records), searchFeature(over: records),
    notificationsFeature(over: records + [disciplineFeature]), disciplineFeature,
    importsFeature, demoFeature,
  ]

/// Those whose records people look for, and what they stand on.
private let records: [Feature] = [
  teamFeature, filesFeature, timelineFeature, settingsFeature, dictionariesFeature, clientsFeature, dealsFeature,
  activitiesFeature,
  calendarsFeature, callsFeature, refusalsFeature, advertisingFeature, deductionsFeature,
]

/// The schema: the platform's own part, then each feature's.
package let migrations: [Migration] =
  [.kernel001, .web001, .web002, .kernel002, .kernel003, .kernel004, .kernel005] + features.flatMap(\.migrations)
