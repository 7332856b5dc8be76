import Web

/// A believable company to look around in, to measure with and to test on.
package let demoFeature = Feature("Demo", bundle: .module)
