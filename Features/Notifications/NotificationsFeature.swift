import Web

/// What each person is told of: the bell in the bar and its page.
package let notificationsFeature: Feature = {
  var feature = Feature("Notifications", bundle: .module)
  feature.migrations = [.notifications001]
  feature.routes = NotificationRoutes.all
  feature.operations = NotificationOperations.all
  feature.reactions = [Bell.reaction]
  feature.bar = [BellView.waiting]
  feature.styles = ["notifications/bell.css"]
  return feature
}()
