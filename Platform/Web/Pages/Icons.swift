import HTML

extension HTML {
  /// A sign beside a word; it is hidden from those who listen to the page.
  package static func icon(_ icon: Icon) -> HTML {
    HTML.drawings[icon] ?? .none
  }

  private static let drawings: [Icon: HTML] = Dictionary(
    uniqueKeysWithValues: Icon.allCases.map { icon in
      let markup = HTML(stringLiteral: icon.markup)
      return (
        icon,
        """
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">\(markup)</svg>
        """
      )
    })
}
