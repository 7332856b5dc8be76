// swift-tools-version: 6.1
import PackageDescription

let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let scrypt = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// A part of the platform and its tests.
func platform(_ name: String, on dependencies: [Target.Dependency], resources: [Resource] = []) -> [Target] {
  let path = "Platform/\(name)"
  return [
    .target(name: name, dependencies: dependencies, path: path, exclude: ["Tests"], resources: resources),
    .testTarget(
      name: "\(name)Tests", dependencies: [.target(name: name), "Support"] + dependencies, path: "\(path)/Tests"),
  ]
}

/// A capability: its folder, its texts, its assets where it has some, and its tests. It stands on
/// the platform and on the features that it names.
func feature(_ name: String, on features: String..., using libraries: [Target.Dependency] = [], hasAssets: Bool = false)
  -> [Target]
{
  let path = "Features/\(name)"
  let below = (["Web", "HTML", "Kernel", "Store"] + features).map { Target.Dependency.target(name: $0) }
  return [
    .target(
      name: name, dependencies: below + libraries, path: path, exclude: ["Tests"],
      resources: [.copy("Texts")] + (hasAssets ? [.copy("Assets")] : [])),
    .testTarget(
      name: "\(name)Tests", dependencies: [.target(name: name), "World", "Support"] + below + libraries,
      path: "\(path)/Tests"),
  ]
}

let features = [
  "Team", "Files", "Timeline", "Settings", "Search", "Dictionaries", "Clients", "Deals", "Activities", "Calendars",
  "Calls", "Refusals",
  "Advertising", "Deductions", "Handovers", "Notifications", "Discipline", "Imports", "Demo",
]

let package = Package(
  name: "voronka",
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
  ],
  targets: [
    // C libraries
    [
      .systemLibrary(name: "CPostgres", path: "Platform/CPostgres", pkgConfig: "libpq"),
      .target(
        name: "CPhoneNumber", path: "Platform/CPhoneNumber", linkerSettings: [.linkedLibrary("phonenumber")]),
      .target(name: "CCurl", path: "Platform/CCurl", linkerSettings: [.linkedLibrary("curl")]),
      .target(name: "CSQLite", path: "Platform/CSQLite", linkerSettings: [.linkedLibrary("sqlite3")]),
    ],
    // Platform
    platform("Store", on: [grdb, "CPostgres", "CSQLite"]),
    platform("Kernel", on: ["Store", "CPhoneNumber", crypto, logging]),
    platform("Post", on: ["Store", "Kernel", "CCurl", crypto]),
    platform("HTML", on: []),
    platform(
      "Web", on: ["Kernel", "Store", "HTML", hummingbird, crypto, logging],
      resources: [.copy("Texts"), .copy("Assets")]),
    // Features, in order of dependence
    feature("Team", using: [scrypt, crypto]),
    feature("Files", using: [crypto, logging], hasAssets: true),
    feature("Timeline", on: "Files", hasAssets: true),
    feature("Settings", on: "Team", "Timeline"),
    feature("Search", hasAssets: true),
    feature("Dictionaries", on: "Timeline"),
    feature("Clients", on: "Timeline", "Dictionaries", hasAssets: true),
    feature("Deals", on: "Team", "Files", "Timeline", "Search", "Dictionaries", "Clients", hasAssets: true),
    feature("Activities", on: "Team", "Timeline", "Clients", "Deals", hasAssets: true),
    feature("Calendars", on: "Team", "Clients", "Deals", "Activities", hasAssets: true),
    feature("Calls", on: "Files", "Timeline", "Clients", "Deals", hasAssets: true),
    feature("Refusals", on: "Team", "Files", "Timeline", "Clients", "Deals", "Calls", hasAssets: true),
    feature("Advertising", on: "Timeline", "Clients", "Deals"),
    feature("Deductions", on: "Timeline", "Deals", "Refusals", "Advertising"),
    feature("Handovers", on: "Team", "Clients", "Deals", "Activities", hasAssets: true),
    feature("Notifications", on: "Files", "Timeline", using: ["Post", crypto], hasAssets: true),
    feature("Discipline", on: "Timeline", "Clients", "Deals", "Activities", hasAssets: true),
    feature("Imports", on: "Team", "Clients", "Deals", "Advertising", hasAssets: true),
    feature(
      "Demo", on: "Team", "Files", "Timeline", "Settings", "Search", "Clients", "Deals", "Calls", "Refusals",
      "Advertising",
      "Notifications"),
    // The product
    [
      .target(
        name: "Product", dependencies: ["Store", "Kernel", "Web", logging] + features.map { .target(name: $0) },
        path: "App/Product"),
      .executableTarget(
        name: "voronka",
        dependencies: ["Product", "Store", "Kernel", "Web", arguments] + features.map { .target(name: $0) },
        path: "App", exclude: ["Product"]),
      .target(name: "Support", dependencies: ["Store"], path: "Tests/Support"),
      .target(
        name: "World",
        dependencies: ["Support", "Product", "Store", "Kernel", "Web"] + features.map { .target(name: $0) },
        path: "Tests/World"),
      .testTarget(name: "HouseTests", path: "Tests/HouseTests"),
      .testTarget(
        name: "Simulation",
        dependencies: ["World", "Support", "Store", "Kernel", "Web"] + features.map { .target(name: $0) },
        path: "Tests/Simulation"),
      .testTarget(
        name: "Tricks",
        dependencies: ["World", "Support", "Store", "Kernel", "Web"] + features.map { .target(name: $0) },
        path: "Tests/Tricks"),
      .testTarget(
        name: "Journeys",
        dependencies: [
          "World", "Support", "Team", "Files", "Settings", "Clients", "Deals", "Activities", "Calls", "Refusals",
          "Advertising", "Deductions", "Imports", "Store", "Kernel", "Web",
        ],
        path: "Tests/Journeys"),
    ],
  ].flatMap(\.self),
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
