import Foundation
import Testing

@testable import Files

/// The worked example of "Authenticating Requests (AWS Signature Version 4)" in Amazon's manual.
@Suite struct S3SignatureTests {
  @Test func theManualsExampleComesOutAsPrinted() throws {
    let signature = S3Signature(
      region: "us-east-1", accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
    let headers = signature.headers(
      "GET", host: "examplebucket.s3.amazonaws.com", path: "/test.txt", contentHash: S3Signature.noContent,
      at: Date(timeIntervalSince1970: 1_369_353_600), more: ["range": "bytes=0-9"])
    let printed = "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
    #expect(headers["Authorization"]?.hasSuffix("Signature=\(printed)") == true)
    #expect(headers["x-amz-date"] == "20130524T000000Z")
  }

  @Test func aBucketWithoutItsKeyIsRefusedInWords() throws {
    let half = ["VORONKA_S3_BUCKET": "files", "VORONKA_S3_KEY": "k"]
    #expect(throws: S3Settings.Wrong.self) { try S3Settings { half[$0] } }
    let none = try S3Settings { _ in nil }
    #expect(none == nil)
  }
}
