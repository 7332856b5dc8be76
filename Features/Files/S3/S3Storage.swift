import Foundation
import FoundationNetworking
import Kernel

/// Files in a bucket that speaks S3: Amazon, Yandex Cloud, VK Cloud, MinIO and their like.
package struct S3Storage: FileStorage {
  private let settings: S3Settings
  private let session: URLSession

  /// The storage answered, or failed to, in a way that keeps us from going on.
  package struct Fault: Error, CustomStringConvertible {
    package let description: String
    let isWorthAnotherTry: Bool
  }

  package init(_ settings: S3Settings) {
    self.settings = settings
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = settings.patience
    configuration.httpMaximumConnectionsPerHost = 16
    configuration.urlCache = nil
    configuration.httpShouldSetCookies = false
    session = URLSession(configuration: configuration)
  }

  /// The storage checks the content against its hash before it says that it has it.
  package func keep(_ file: URL, as key: String, of size: Int64, hash: String) async throws {
    try await trying { try await put(file, key, hash) }
    try? FileManager.default.removeItem(at: file)  // what is left of the upload is swept away later
  }

  private func put(_ file: URL, _ key: String, _ hash: String) async throws {
    var request = try request("PUT", key, contentHash: hash)
    request.setValue(FileType.unknown.name, forHTTPHeaderField: "Content-Type")
    let asked = request
    let (data, status) = try await waiting { answer in
      session.uploadTask(with: asked, fromFile: file) { data, response, error in
        answer(Self.outcome(data, response, error))
      }
    }
    guard status == 200 else { throw Self.fault("PUT", status, data) }
  }

  package func open(_ key: String) async throws -> FileContent {
    let place = FileManager.default.temporaryDirectory.appendingPathComponent("voronka-\(UUID().uuidString)")
    try await trying { try await get(key, to: place) }
    return try FileContent(place, isTemporary: true)
  }

  private func get(_ key: String, to place: URL) async throws {
    let asked = try request("GET", key, contentHash: S3Signature.noContent)
    let (data, status) = try await waiting { answer in
      session.downloadTask(with: asked) { url, response, error in
        guard error == nil, let url, let response = response as? HTTPURLResponse, response.statusCode == 200 else {
          // The refusal's own words; where they can't be read, its status says enough.
          return answer(Self.outcome(url.flatMap { try? Data(contentsOf: $0) }, response, error))
        }
        // The file lives no longer than this call.
        answer(
          Result {
            try? FileManager.default.removeItem(at: place)  // of a try that was cut
            try FileManager.default.moveItem(at: url, to: place)
            let size = try FileManager.default.attributesOfItem(atPath: place.path)[.size] as? Int64
            if response.expectedContentLength >= 0, size != response.expectedContentLength {
              throw Fault(description: "GET was cut", isWorthAnotherTry: true)
            }
            return (Data(), 200)
          })
      }
    }
    if status == 404 { throw NotFound("file") }
    guard status == 200 else { throw Self.fault("GET", status, data) }
  }

  package func remove(_ key: String) async throws {
    try await trying {
      let asked = try request("DELETE", key, contentHash: S3Signature.noContent)
      let (data, status) = try await waiting { answer in
        session.dataTask(with: asked) { data, response, error in answer(Self.outcome(data, response, error)) }
      }
      guard status == 204 || status == 200 || status == 404 else { throw Self.fault("DELETE", status, data) }
    }
  }

  package func fault() async -> String? {
    let key = "voronka-check"
    let probe = FileManager.default.temporaryDirectory.appendingPathComponent("voronka-\(UUID().uuidString)")
    do {
      try Data().write(to: probe)
      try await keep(probe, as: key, of: 0, hash: S3Signature.noContent)
      _ = try await open(key)
      try await remove(key)
      return nil
    } catch {
      return "bucket \(settings.bucket) at \(settings.host): \(error)"
    }
  }
}

extension S3Storage {
  /// What a storage answers in its bad moments may be better the next time; a refusal stays one.
  private func trying(_ body: () async throws -> Void) async throws {
    for pause in [200, 1000] {
      do {
        return try await body()
      } catch let fault as Fault where fault.isWorthAnotherTry {
        try await Task.sleep(for: .milliseconds(pause))
      } catch let fault as Fault {
        throw StorageUnavailable(fault.description)
      }
    }
    do {
      try await body()
    } catch let fault as Fault {
      throw StorageUnavailable(fault.description)
    }
  }

  private func request(_ method: String, _ key: String, contentHash: String) throws -> URLRequest {
    let path = settings.path(of: key)
    guard let url = URL(string: path, relativeTo: settings.endpoint) else { throw NotFound("file") }
    var request = URLRequest(url: url.absoluteURL)
    request.httpMethod = method
    let headers = settings.signature.headers(
      method, host: settings.host, path: path, contentHash: contentHash, at: Date())
    for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
    return request
  }

  /// Runs a task of the session and waits for what comes of it; gives it up with the caller.
  private func waiting(
    _ make: (@escaping @Sendable (Result<(Data, Int), any Error>) -> Void) -> URLSessionTask
  ) async throws -> (Data, Int) {
    let (stream, continuation) = AsyncStream.makeStream(of: Result<(Data, Int), any Error>.self)
    let task = make { outcome in
      continuation.yield(outcome)
      continuation.finish()
    }
    task.resume()
    defer { task.cancel() }
    for await outcome in stream { return try outcome.get() }
    throw CancellationError()
  }

  private static func outcome(
    _ data: Data?, _ response: URLResponse?, _ error: (any Error)?
  ) -> Result<(Data, Int), any Error> {
    if let error { return .failure(Fault(description: "\(error)", isWorthAnotherTry: true)) }
    guard let response = response as? HTTPURLResponse else {
      return .failure(Fault(description: "no answer", isWorthAnotherTry: true))
    }
    return .success((data ?? Data(), response.statusCode))
  }

  /// The storage says in XML what it has against us; its code is enough.
  private static func fault(_ method: String, _ status: Int, _ data: Data) -> Fault {
    let text = String(decoding: data.prefix(4096), as: UTF8.self)
    let code = text.firstMatch(of: /<Code>([A-Za-z0-9]+)<\/Code>/).map { " \($0.1)" } ?? ""
    return Fault(
      description: "\(method) answered \(status)\(code)", isWorthAnotherTry: status >= 500 || status == 429)
  }
}
