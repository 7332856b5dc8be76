import Kernel
import Team

/// Two of the demo company go on holiday, one tomorrow and one in two weeks; a colleague stands in for them.
struct DemoAbsences {
  let work: Work

  func tell() throws {
    let signIns = Set(DemoSignIns.all.map(\.email))
    let sellers = work.installation.people.values.sorted { $0.id < $1.id }.filter { person in
      (person.job == .consultant || person.job == .manager) && !signIns.contains(person.email)
    }
    let teams = Dictionary(grouping: sellers) { $0.departmentID }.values.filter { $0.count > 2 }
      .sorted { $0[0].id < $1[0].id }
    guard let team = teams.first else { return }
    let today = work.today
    try work.absences.add(
      team[0].id, from: today.adding(days: 1), to: today.adding(days: 10), heirs: [team[1].id], [])
    try work.absences.add(
      team[2].id, from: today.adding(days: 12), to: today.adding(days: 25), heirs: [team[1].id], [])
  }
}
