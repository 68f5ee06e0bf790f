Feature: Requests that go wrong on their way
  A request may be turned away, vanish before it arrives, or be carried out while
  its answer is lost. What an integration is told and what became of the task
  are then two things, and only the second one counts.

  Background:
    Given the contact centre "one queue, one agent"

  @CM-01 @needs:faults @assumed
  Rule: attributes are written once for every update that arrives
    A link that is added twice is shown twice, and one that is not added is
    missed by nobody until somebody looks for the recording.

    Scenario Outline: an update that <fails>
      Given a call that "Ada" has accepted
      And the next update of the task <fails>
      When an integration writes the task's attributes
      Then attempt 1 <is told>
      And the attributes of <whose> stand, <later> later

      Examples: turned away or lost before it arrived
        | fails                   | is told        | whose  | later       |
        | is turned away with 429 | fails with 429 | before | no versions |
        | is turned away with 503 | fails with 503 | before | no versions |
        | times out               | has no answer  | before | no versions |
        | is reset                | has no answer  | before | no versions |

      Examples: carried out, with the answer lost
        | fails                                   | is told            | whose     | later       |
        | is carried out but answered with 500    | fails with 500     | attempt 1 | one version |
        | is carried out and its answer cut short | has half an answer | attempt 1 | one version |

    Scenario Outline: written again after it <fails>
      Given a call that "Ada" has accepted
      And the next update of the task <fails>
      When an integration writes the task's attributes, trying up to 3 times
      Then attempt 2 succeeds
      And the attributes of attempt 2 stand, <later> later

      Examples:
        | fails                                | later        |
        | is reset                             | one version  |
        | times out                            | one version  |
        | is carried out but answered with 500 | two versions |

    Example: an update turned away twice, then let through
      Given a call that "Ada" has accepted
      And the next 2 updates of the task are turned away with 429
      When an integration writes the task's attributes, trying up to 3 times
      Then attempt 2 fails with 429
      And attempt 3 succeeds
      And the attributes of attempt 3 stand, one version later

    Example: repeated for the version that was read, after its answer was lost
      Given a call that "Ada" has accepted
      And the next update of the task is carried out but answered with 500
      When an integration writes the attributes at the version that it read, trying up to 2 times
      Then attempt 2 fails with 412
      And the attributes of attempt 1 stand, one version later

    Example: repeated for the version that was read, after it never arrived
      Given a call that "Ada" has accepted
      And the next update of the task is reset
      When an integration writes the attributes at the version that it read, trying up to 2 times
      Then attempt 2 succeeds
      And the attributes of attempt 2 stand, one version later

  @CM-02 @needs:faults @assumed
  Rule: a task is created once for every request that arrives
    A task without a reader waits for an agent who has nobody to talk to. No
    parameter tells the platform that a creation is a repeated one.

    Scenario Outline: a creation that <fails>
      Given the next creation of a task <fails>
      When an integration creates a task
      Then attempt 1 <is told>
      And <tasks> created

      Examples:
        | fails                                   | is told            | tasks       |
        | is turned away with 429                 | fails with 429     | no task is  |
        | times out                               | has no answer      | no task is  |
        | is reset                                | has no answer      | no task is  |
        | is carried out but answered with 500    | fails with 500     | one task is |
        | is carried out and its answer cut short | has half an answer | one task is |

    Scenario Outline: created again after it <fails>
      Given the next creation of a task <fails>
      When an integration creates a task, trying up to 2 times
      Then attempt 2 succeeds
      And <tasks> created

      Examples:
        | fails                                   | tasks         |
        | is reset                                | one task is   |
        | is carried out but answered with 500    | two tasks are |
        | is carried out and its answer cut short | two tasks are |

    Example: a creation turned away twice, then let through
      Given the next 2 creations of a task are turned away with 429
      When an integration creates a task, trying up to 3 times
      Then attempt 3 succeeds
      And one task is created

  @TD-08 @needs:faults @assumed
  Rule: a task ends once, with the reason of the request that arrived
    Reports count outcomes by their reason. A completion that is repeated after a
    lost answer neither ends the task again nor changes why.

    Scenario Outline: a completion that <fails>
      Given a call that "Ada" has accepted
      And the next update of the task <fails>
      When an integration completes the task
      Then attempt 1 <is told>
      And the task is <state>

      Examples:
        | fails                                   | is told            | state     |
        | is turned away with 429                 | fails with 429     | assigned  |
        | times out                               | has no answer      | assigned  |
        | is reset                                | has no answer      | assigned  |
        | is carried out but answered with 500    | fails with 500     | completed |
        | is carried out and its answer cut short | has half an answer | completed |

    Example: completed again after the answer was lost
      Given a call that "Ada" has accepted
      And the next update of the task is carried out but answered with 500
      When an integration completes the task, trying up to 2 times
      Then attempt 2 fails with 400
      And the task is completed
      And the task's reason is "attempt 1"
      And "Ada"'s reservation is completed

    Example: a completion turned away twice, then let through
      Given a call that "Ada" has accepted
      And the next 2 updates of the task are turned away with 429
      When an integration completes the task, trying up to 3 times
      Then attempt 3 succeeds
      And the task is completed
      And the task's reason is "attempt 3"
