import Kernel
import Web

/// `/me/notifications`: how the caller wants to be told, for programs.
enum NoticeChoiceOperations {
  private static let quietFrom = NoticeChoiceForm.quietFrom.noted("With `quiet_to`; null for none")
  private static let quietTo = NoticeChoiceForm.quietTo.noted("May lie before `quiet_from`: on the next day")
  private static let until = Field<Instant>.instant("resting_until")
    .noted("Letters and messages wait until then; null for no longer")
  private static let digestAt = NoticeChoiceForm.digestAt.noted("When the morning's letter comes; null for none")

  private static let topicSchema = Schema(
    "NoticeTopic",
    [
      "topic": Schema.of(.text), "text": Schema.of(.text), "page": Schema.of(.flag), "mail": Schema.of(.flag),
      "push": Schema.of(.flag),
    ])
  private static let schema = Schema(
    "NoticeChoices",
    [
      "topics": Schema.list(of: topicSchema.reference), "quiet_from": Schema.nullable(.text),
      "quiet_to": Schema.nullable(.text), "rests_on_days_off": Schema.of(.flag),
      "resting_until": Schema.nullable(.instant), "digest_at": Schema.nullable(.text), "version": Schema.of(.integer),
    ], parts: [topicSchema])

  static func all(_ topics: [NoticeTopic]) -> [Operation] {
    let change = topicsField(topics)
    return [
      Operation(
        "readNoticeChoices", .get, "/me/notifications", "By which ways you are told of what, and when you rest",
        answer: schema
      ) { call in
        let choices = try await call.crm.read(as: call.actor) { try $0.noticeChoices.mine() }
        return json(choices, topics, call)
      },
      Operation(
        "changeNoticeChoices", .patch, "/me/notifications", "Changes what is named",
        body: .json([
          change, quietFrom, quietTo, NoticeChoiceForm.restsOnDaysOff, until, digestAt, NoticeChoiceForm.version,
        ]), answer: schema, conflicts: true
      ) { call in
        let input = call.input
        let choices = try await call.crm.write(as: call.actor) { work in
          try work.noticeChoices.change(expecting: input[NoticeChoiceForm.version]) { choices in
            for item in input[change] ?? [] { try choose(item, topics, &choices) }
            try edit(&choices, input)
          }
        }
        return json(choices, topics, call)
      },
    ]
  }

  // What a topic may be told by, as programs name it.
  private static let ways = NoticeChannel.allCases.map { Field<Bool>.flag($0.rawValue) }

  private static func name(_ topics: [NoticeTopic]) -> Field<String> {
    let keys = topics.map(\.key)
    return Field("topic", schema: ["type": "string", "enum": .array(keys.map { .string($0) })]) { json, _ in
      guard let key = json.string, keys.contains(key) else {
        return .failure(.init("not_choice", field: "topic", ["choices": keys.joined(separator: ", ")]))
      }
      return .success(key)
    }
  }

  private static func topicsField(_ topics: [NoticeTopic]) -> Field<[Input]> {
    let fields: [any AnyField] = [name(topics).required] + ways
    return Field<[Input]>.list(.object("topics", fields), max: 100).noted("A way that is not named stays as it is")
  }

  private static func choose(_ item: Input, _ topics: [NoticeTopic], _ choices: inout NoticeChoices) throws {
    let key = try item.required(name(topics))
    guard let topic = topics.first(where: { $0.key == key }) else { return }
    var chosen = choices.channels(of: topic)
    for (channel, field) in zip(NoticeChannel.allCases, ways) {
      guard let isOn = item[field] else { continue }
      if isOn { chosen.insert(channel) } else { chosen.remove(channel) }
    }
    choices.choose(chosen, for: topic)
  }

  private static func edit(_ choices: inout NoticeChoices, _ input: Input) throws {
    if input.has(quietFrom) || input.has(quietTo) {
      let old = choices.rest.quiet
      choices.rest.quiet = try NoticeChoiceForm.quiet(
        input.has(quietFrom) ? input[quietFrom] : old?.from, input.has(quietTo) ? input[quietTo] : old?.to)
    }
    if let rests = input[NoticeChoiceForm.restsOnDaysOff] { choices.rest.isOnDaysOff = rests }
    if input.has(until) { choices.rest.until = input[until] }
    if input.has(digestAt) { choices.digestAt = try NoticeChoiceForm.digest(input[digestAt]) }
  }

  private static func json(_ choices: NoticeChoices, _ topics: [NoticeTopic], _ call: APICall) -> JSON {
    let items = topics.map { topic -> JSON in
      let ways = choices.channels(of: topic)
      return [
        "topic": .string(topic.key), "text": .string(call.reader("notice_topics.\(topic.key)")),
        "page": .bool(ways.contains(.page)), "mail": .bool(ways.contains(.mail)), "push": .bool(ways.contains(.push)),
      ]
    }
    let quiet = choices.rest.quiet
    return [
      "topics": .array(items), "quiet_from": JSON(quiet.map { ClockTime.text($0.from) }),
      "quiet_to": JSON(quiet.map { ClockTime.text($0.to) }), "rests_on_days_off": .bool(choices.rest.isOnDaysOff),
      "resting_until": call.text(choices.rest.until), "digest_at": JSON(choices.digestAt.map { ClockTime.text($0) }),
      "version": JSON(choices.version),
    ]
  }
}
