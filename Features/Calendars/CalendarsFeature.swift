import Kernel
import Web

/// The calendar: one's own time and that of colleagues side by side (R80), and the address by which other
/// calendars subscribe to one's own (R74).
package let calendarsFeature: Feature = {
  var feature = Feature("Calendars", bundle: .module)
  feature.migrations = [.calendars001]
  feature.routes = CalendarRoutes.all + EntryRoutes.all + FeedRoutes.all
  feature.events = [
    EventKind(CalendarFeedMade.self, icon: .calendar), EventKind(CalendarFeedEnded.self, icon: .calendar),
  ]
  feature.navigation = [
    NavigationItem(order: 22, key: "calendars.title", icon: .calendar, path: "/calendar", goes: "C")
  ]
  feature.commands = [Command("calendars.command", icon: .calendar, path: "/calendar")]
  feature.keys = [
    KeyHelp("keys.calendar", ["←", "→"], "keys.calendar.turn"), KeyHelp("keys.calendar", ["C"], "keys.calendar.new"),
    KeyHelp("keys.calendar", ["D", "W", "M", "L"], "keys.calendar.view"),
    KeyHelp("keys.calendar", ["Alt", "↑↓←→"], "keys.calendar.move"),
  ]
  return feature
}()
