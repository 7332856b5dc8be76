import Kernel
import Web

/// What the script of the settings asks for: the installation's key, and the browser's subscription.
enum PushRoutes {
  private static let endpoint = Field<String>.line("endpoint", max: 1000).required
  private static let receiver = Field<String>.line("p256dh", max: 200).required
  private static let secret = Field<String>.line("auth", max: 100).required

  static let all: [Route] = [
    .post("/push/key") { call in
      _ = try call.actor
      return .json(["key": .string(try await PushKeys.current(call.crm).publicText)])
    },
    .post("/push/subscription") { call in
      let (actor, session) = (try call.actor, call.caller?.session)
      let input = try call.form([endpoint, receiver, secret])
      try input.check()
      guard let session else { throw Forbidden() }
      guard let address = PushAddress(try input.required(endpoint), reachesLocal: call.crm.reachesLocalServers) else {
        throw Refusal("push_unknown", field: "endpoint")
      }
      let (key, word) = (try input.required(receiver), try input.required(secret))
      _ = try PushAddress.encryption(receiver: key, secret: word)
      try await call.crm.write(as: actor) { work in
        try work.push.add(address, receiver: key, secret: word, session: session.id)
      }
      return .nothing
    },
    .post("/push/subscription/end") { call in
      let (actor, session) = (try call.actor, call.caller?.session)
      guard let session else { throw Forbidden() }
      try await call.crm.write(as: actor) { try $0.push.end(of: session.id) }
      return .nothing
    },
  ]
}
