/// The signs of the product: one line drawing each, on a grid of 24, line 1.75, round ends.
package enum Icon: String, CaseIterable, Sendable {
  case archive
  case back10
  case bell
  case book
  case cake
  case calendar
  case car
  case chart
  case check
  case clients
  case clip
  case clock
  case copy
  case cross
  case deals
  case document
  case down
  case download
  case ear
  case eye
  case filter
  case flag
  case funnel
  case fwd10
  case globe
  case grip
  case horn
  case idle
  case left
  case list
  case lock
  case mail
  case menu
  case more
  case move
  case note
  case pause
  case person
  case phone
  case phoneIn
  case phoneMissed
  case phoneOut
  case pin
  case place
  case play
  case plus
  case quote
  case right
  case rouble
  case script
  case search
  case shield
  case sms
  case sort
  case swap
  case tag
  case tasks
  case team
  case today
  case tune
  case undo
  case up
  case video
  case warn
  case won

  /// The shapes inside `<svg class="icon" viewBox="0 0 24 24">`; colour and stroke come from CSS.
  package var markup: StaticString {
    switch self {
    case .archive: #"<path d="M3.5 4.5h17v4.2h-17zM5 8.7v10.8h14V8.7M9.5 12.8h5"/>"#
    case .back10: #"<path d="M4 5v4.5h4.5M4.6 9.5A8.3 8.3 0 1 1 4 14"/>"#
    case .bell:
      #"""
      <path d="M6 10.5a6 6 0 0 1 12 0c0 4.5 1.2 5.8 2 6.8H4c.8-1 2-2.3 2-6.8zM9.8 20.3c.6.5 \#
      1.3.7 2.2.7s1.6-.2 2.2-.7"/>
      """#
    case .book:
      #"""
      <path d="M12 6.5C10 4.9 7.3 4.3 3.5 4.5v13.7c3.8-.2 6.5.4 8.5 2 2-1.6 4.7-2.2 \#
      8.5-2V4.5c-3.8-.2-6.5.4-8.5 2zM12 6.5v13.7"/>
      """#
    case .cake:
      #"""
      <path d="M4 20.5v-7a2 2 0 0 1 2-2h12a2 2 0 0 1 2 2v7zM4 16c1.3 1.2 2.7 1.2 4 0s2.7-1.2 \#
      4 0 2.7 1.2 4 0 2.7-1.2 4 0M12 11.5V7.5M12 4v.01"/>
      """#
    case .calendar:
      #"""
      <rect x="3.5" y="5" width="17" height="15.5" rx="2.5"/><path d="M3.5 10h17M8 2.8V6.5M16 \#
      2.8V6.5"/>
      """#
    case .car:
      #"""
      <path d="M3.5 16.5v-4l2-5h9l3.5 5 2.5 1v3zM3.5 12.5H18"/><circle cx="7.5" cy="17" \#
      r="2"/><circle cx="16.5" cy="17" r="2"/>
      """#
    case .chart: #"<path d="M3.5 20.5h17M6.5 17V11M12 17V4.5M17.5 17V8.5"/>"#
    case .check: #"<path d="m4.5 12.8 4.8 4.8L19.5 6.5"/>"#
    case .clients:
      #"""
      <circle cx="9" cy="8.5" r="3.5"/><path d="M2.8 19.5c.5-3.6 3-5.5 6.2-5.5s5.7 1.9 6.2 \#
      5.5M15.5 5.3a3.4 3.4 0 0 1 0 6.4M18 14.6c1.8.8 2.9 2.5 3.2 4.9"/>
      """#
    case .clip:
      #"""
      <path d="m19.5 11-7.8 7.9a4.6 4.6 0 0 1-6.5-6.5l8-8a3.1 3.1 0 0 1 4.4 4.3l-7.8 7.9a1.6 \#
      1.6 0 0 1-2.2-2.2l7-7.1"/>
      """#
    case .clock: #"<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.2l3.5 2"/>"#
    case .copy: #"<path d="M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4"/>"#
    case .cross: #"<path d="m5.5 5.5 13 13M18.5 5.5l-13 13"/>"#
    case .deals: #"<path d="M4 4.5h4.5v15H4zM11 4.5h4.2v10H11zM17.7 4.5h2.8v6h-2.8z"/>"#
    case .document: #"<path d="M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5M9 12.5h6.5M9 16h4.5"/>"#
    case .down: #"<path d="m6 9.5 6 6 6-6"/>"#
    case .download: #"<path d="M12 3.5v11.5M7 10.5l5 5 5-5M4 20h16"/>"#
    case .ear:
      #"""
      <path d="M4 14.5v-2.3a8 8 0 0 1 16 0v2.3"/><rect x="3.3" y="13.5" width="4.2" \#
      height="6.5" rx="1.8"/><rect x="16.5" y="13.5" width="4.2" height="6.5" rx="1.8"/>
      """#
    case .eye:
      #"""
      <path d="M2.8 12c2.3-4 5.3-6 9.2-6s6.9 2 9.2 6c-2.3 4-5.3 6-9.2 \#
      6s-6.9-2-9.2-6z"/><circle cx="12" cy="12" r="2.8"/>
      """#
    case .filter: #"<path d="M3.5 6h17M7 12h10M10.5 18h3"/>"#
    case .flag: #"<path d="M5.5 21V4M5.5 4.5h12.5l-2.5 4.2 2.5 4.3H5.5"/>"#
    case .funnel: #"<path d="M3.5 5h17M6 10h12M8.5 15h7M10.5 20h3"/>"#
    case .fwd10: #"<path d="M20 5v4.5h-4.5M19.4 9.5A8.3 8.3 0 1 0 20 14"/>"#
    case .globe:
      #"""
      <circle cx="12" cy="12" r="8.5"/><path d="M3.5 12h17M12 3.5c2.6 2.4 3.8 5.2 3.8 \#
      8.5s-1.2 6.1-3.8 8.5c-2.6-2.4-3.8-5.2-3.8-8.5s1.2-6.1 3.8-8.5z"/>
      """#
    case .grip:
      #"""
      <path d="M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01" stroke-width="2.6"/>
      """#
    case .horn: #"<path d="M4 10v4.5h3.5L17 19V5.5L7.5 10zM7.5 14.5 9 20h2.5M20 10.5v3.5"/>"#
    case .idle:
      #"""
      <path d="M6.5 3.5h11M6.5 20.5h11M7.5 3.5c0 5 3.5 5.5 4.5 8.5 1-3 4.5-3.5 4.5-8.5M7.5 \#
      20.5c0-5 3.5-5.5 4.5-8.5 1 3 4.5 3.5 4.5 8.5"/>
      """#
    case .left: #"<path d="m14.5 6-6 6 6 6"/>"#
    case .list:
      #"""
      <path d="M4 6h.01M4 12h.01M4 18h.01" stroke-width="2.6"/><path d="M8.5 6h12M8.5 \#
      12h12M8.5 18h12"/>
      """#
    case .lock:
      #"""
      <rect x="5" y="10.5" width="14" height="10" rx="2.5"/><path d="M8 10.5V8a4 4 0 0 1 8 \#
      0v2.5"/>
      """#
    case .mail:
      #"""
      <rect x="3" y="5" width="18" height="14" rx="2.5"/><path d="m3.8 7 8.2 6.5L20.2 7"/>
      """#
    case .menu: #"<path d="M4 7h16M4 12h16M4 17h16"/>"#
    case .more: #"<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="2.6"/>"#
    case .move: #"<path d="M4 12h13M12.5 7l5 5-5 5M20.5 5v14"/>"#
    case .note: #"<path d="M4 20h16M5 16l.6-3.3L15.3 3.5l3.2 3.2-9.3 8.9z"/>"#
    case .pause: #"<path d="M8 5v14M16 5v14" stroke-width="3"/>"#
    case .person:
      #"""
      <circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.7-4.2 3.6-6.3 7.5-6.3s6.8 2.1 7.5 \#
      6.3"/>
      """#
    case .phone:
      #"""
      <path d="M5 4h3.2l1.7 4.3-2.1 1.6a12.5 12.5 0 0 0 6.3 6.3l1.6-2.1 4.3 1.7V19a1.5 1.5 0 \#
      0 1-1.6 1.5C10.6 20 4 13.4 3.5 5.6A1.5 1.5 0 0 1 5 4z"/>
      """#
    case .phoneIn:
      #"""
      <path d="M5 4h3.2l1.7 4.3-2.1 1.6a12.5 12.5 0 0 0 6.3 6.3l1.6-2.1 4.3 1.7V19a1.5 1.5 0 \#
      0 1-1.6 1.5C10.6 20 4 13.4 3.5 5.6A1.5 1.5 0 0 1 5 4zM20.5 3.5 15 9M15 4.7V9h4.3"/>
      """#
    case .phoneMissed:
      #"""
      <path d="M5 4h3.2l1.7 4.3-2.1 1.6a12.5 12.5 0 0 0 6.3 6.3l1.6-2.1 4.3 1.7V19a1.5 1.5 0 \#
      0 1-1.6 1.5C10.6 20 4 13.4 3.5 5.6A1.5 1.5 0 0 1 5 4zM15 3.8l5.2 5.2M20.2 3.8 15 9"/>
      """#
    case .phoneOut:
      #"""
      <path d="M5 4h3.2l1.7 4.3-2.1 1.6a12.5 12.5 0 0 0 6.3 6.3l1.6-2.1 4.3 1.7V19a1.5 1.5 0 \#
      0 1-1.6 1.5C10.6 20 4 13.4 3.5 5.6A1.5 1.5 0 0 1 5 4zM14.8 9.2l5.5-5.5M16 3.5h4.5V8"/>
      """#
    case .pin: #"<path d="M9 3.5h6l-.8 6 3.3 3.5h-11l3.3-3.5zM12 13v7.5"/>"#
    case .place:
      #"""
      <path d="M12 21c4.5-4.6 6.8-8 6.8-11a6.8 6.8 0 1 0-13.6 0c0 3 2.3 6.4 6.8 11z"/><circle \#
      cx="12" cy="10" r="2.5"/>
      """#
    case .play: #"<path d="M7.5 4.8v14.4L19 12z" fill="currentColor"/>"#
    case .plus: #"<path d="M12 4.5v15M4.5 12h15"/>"#
    case .quote:
      #"""
      <path d="M9.5 6C6.5 7.3 5 9.5 5 12.5V17h5v-5H7.3M19 6c-3 1.3-4.5 3.5-4.5 \#
      6.5V17h5v-5h-2.7"/>
      """#
    case .right: #"<path d="m9.5 6 6 6-6 6"/>"#
    case .rouble: #"<path d="M8.5 20.5V4H14a4.5 4.5 0 0 1 0 9H5.5M5.5 16.8h8"/>"#
    case .script: #"<path d="M4 4.5h16V16h-6.5L9 20v-4H4zM8 8.5h2M8 12h2M13 8.5h3.5M13 12h3.5"/>"#
    case .search: #"<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>"#
    case .shield:
      #"""
      <path d="M12 3.2 19.5 6v5.5c0 4.6-3 7.6-7.5 9.3-4.5-1.7-7.5-4.7-7.5-9.3V6z"/><path \#
      d="m9 9.5 6 5.5M15 9.5 9 15"/>
      """#
    case .sms: #"<path d="M4 5h16v11.5h-8.5L7 20.5v-4H4zM8 9.2h8M8 12.5h5"/>"#
    case .sort: #"<path d="M7.5 4.5v15M4 16l3.5 3.5L11 16M16.5 19.5v-15M13 8l3.5-3.5L20 8"/>"#
    case .swap: #"<path d="M4 8.5h15.5M15.5 4.5l4 4-4 4M20 16H4.5M8.5 12l-4 4 4 4"/>"#
    case .tag: #"<path d="M3.5 4h8.3l8.7 8.7-7.8 7.8L3.5 11.5zM8 8.3h.01"/>"#
    case .tasks:
      #"""
      <path d="M4 6.5 5.5 8l3-3.2M4 13l1.5 1.5 3-3.2M4 19.5h4M12 6.5h8.5M12 13h8.5M12 \#
      19.5h8.5"/>
      """#
    case .team:
      #"""
      <circle cx="12" cy="5.5" r="2.5"/><circle cx="5.5" cy="18" r="2.5"/><circle cx="18.5" \#
      cy="18" r="2.5"/><path d="M12 8v4M5.5 15.5V12h13v3.5"/>
      """#
    case .today: #"<circle cx="12" cy="12" r="8.5"/><path d="m8.3 12.3 2.6 2.6 4.9-5.4"/>"#
    case .tune:
      #"""
      <path d="M3.5 7h9M17.5 7h3M3.5 17h3M11.5 17h9"/><circle cx="15" cy="7" r="2.5"/><circle \#
      cx="9" cy="17" r="2.5"/>
      """#
    case .undo: #"<path d="M4 9.5h10.5a5 5 0 0 1 0 10H9M8 5.3 3.8 9.5 8 13.7"/>"#
    case .up: #"<path d="m6 14.5 6-6 6 6"/>"#
    case .video:
      #"""
      <rect x="3" y="5.5" width="18" height="13" rx="2.5"/><path d="M10.3 9.3v5.4l4.5-2.7z"/>
      """#
    case .warn: #"<path d="M12 4 21 19.5H3zM12 10v4.2M12 17v.01"/>"#
    case .won:
      #"""
      <path d="M7 4h10v5.5a5 5 0 0 1-10 0zM7 6H3.8c0 3 1 4.7 3.5 5M17 6h3.2c0 3-1 4.7-3.5 \#
      5M12 14.5V18M8 20.5h8M9 18h6"/>
      """#
    }
  }
}
