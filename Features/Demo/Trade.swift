import Deals
import Foundation
import Kernel

/// The demo company's two years of trade: its calendar, its funnels, and what it sells when.
struct Trade: Sendable {
  static let years = 2

  let seed: UInt64
  /// Two years before `now`.
  let start: Instant
  let now: Instant
  let time: WorkingTime
  /// The hours that the company has set for itself.
  let calendar: WorkingCalendar
  let openings: Weighted<Instant>
  let funnelsOfOpen: Weighted<Funnel>
  let funnelsOfClosed: Weighted<Funnel>
  private let productsByMonth: [Weighted<Product>]
  private let businessByMonth: [Weighted<Product>]

  /// - Throws: `NotFound` where no funnel is one that the demo company uses.
  init(
    seed: UInt64, now: Instant, zone: TimeZone, calendar: WorkingCalendar, pipelines: [Pipeline]
  ) throws {
    self.calendar = calendar
    let today = now.day(in: zone)
    let first = today.adding(days: -365 * Self.years)
    self.seed = seed
    self.now = now
    start = first.at(hour: 9, minute: 0, in: zone)
    time = WorkingTime(from: first.adding(days: -30), to: today.adding(days: 1), zone: zone)
    openings = time.openings(from: first, to: today) { day in
      let growth = 0.8 + 0.4 * Double(day.number - first.number) / Double(365 * Self.years)
      let season = ProductLine.allCases.map { $0.share * $0.seasons[day.parts.month - 1] }.reduce(0, +)
      return growth * season * [1.2, 1.1, 1.0, 0.95, 0.85][day.weekday - 1]
    }
    let funnels = Self.funnels(of: pipelines)
    guard !funnels.isEmpty else { throw NotFound(Pipeline.kind) }
    funnelsOfOpen = Weighted(funnels.map { ($0, $0.habits.shareOfOpen) })
    funnelsOfClosed = Weighted(funnels.map { ($0, $0.habits.share) })
    productsByMonth = Self.catalogue(Product.all)
    businessByMonth = Self.catalogue(Product.all.filter { !$0.buyers.contains(.family) })
  }

  /// Cold calls go to companies.
  func products(of funnel: Funnel, in month: Int) -> Weighted<Product> {
    (funnel.pipeline.kind == .calling ? businessByMonth : productsByMonth)[month - 1]
  }

  /// The first funnel of each kind that is used.
  private static func funnels(of pipelines: [Pipeline]) -> [Funnel] {
    Pipeline.Kind.allCases.compactMap { kind in
      pipelines.first { $0.kind == kind }.flatMap(Funnel.init)
    }
  }

  private static func catalogue(_ products: [Product]) -> [Weighted<Product>] {
    (0..<12).map { month in
      Weighted(
        products.map { product in
          let siblings = products.filter { $0.line == product.line }.count
          return (product, product.line.share * product.line.seasons[month] / Double(siblings))
        })
    }
  }
}
