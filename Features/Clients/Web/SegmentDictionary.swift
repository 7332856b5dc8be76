import Dictionaries
import Kernel
import Web

/// The dictionary of segments on its page and for programs: each with the days that its clients bear without contact.
enum SegmentDictionary {
  private static let silence = Field<Int>.integer("silence_days", in: SegmentDraft.silences)
    .noted("Days without contact after which a client gets a task; 0 is never, null is as his type says")

  static let resource = DictionaryResource<Segment>(
    .init(key: "segments", one: "Segment", about: "Groups of clients"), dictionary: { $0.segments },
    detail: .init(
      silence, later: silence, schema: Schema.nullable(.integer),
      put: { draft, input in
        if input.has(silence) { draft.silenceDays = input[silence] }
      },
      value: { JSON($0.silenceDays) },
      row: { _, page in
        .number(
          silence.name, page.text("fields.silence_days"), placeholder: page.text("segments.as_type"),
          help: page.text("segments.silence.help"))
      }),
    draft: { name, input in SegmentDraft(name: name, silenceDays: input[silence]) },
    addReadyMade: { try $0.segments.addReadyMade() })
}
