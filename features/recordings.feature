Feature: The platform's own recordings of calls
  With Flex's Call Recording setting on, nobody has to write code to have calls
  heard in the Insights player: the platform records each call and links the
  recording itself.

  Background:
    Given the contact centre "one queue, one agent"

  @TD-09
  Rule: with call recording switched on, the recording's link is added to the attributes
    An integration that writes attributes of its own has to leave the platform's
    link in, and one that links its own recordings has to find them where it put
    them.

    @documented
    Example: a call that is accepted while the setting is on
      Given call recording is on
      And a call offered to "Ada"
      When "Ada" accepts the task
      Then the task's attributes name the call's recording

    @documented @needs:insights
    Example: the recording is played without a link of one's own
      Given call recording is on
      And a call that "Ada" has accepted
      When "Ada" completes the task
      Then the task's attributes name the call's recording
      And "Ada"'s segment plays no recording of its own
      And "Ada"'s segment offers:
        | type           | url                  |
        | VoiceRecording | the call's recording |

    @documented
    Example: none while the setting is off
      Given call recording is off
      And a call offered to "Ada"
      When "Ada" accepts the task
      Then the task's attributes name no recording
      And the account holds no recordings

    @assumed
    Example: none of a call that was accepted before the setting was turned on
      Given a call that "Ada" has accepted
      When call recording is turned on
      Then the task's attributes name no recording
      And the account holds no recordings

    @assumed
    Example: the link stays when the setting is turned off
      Given call recording is on
      And a call that "Ada" has accepted
      When call recording is turned off
      Then the task's attributes name the call's recording

    @documented
    Example: none of a chat
      Given call recording is on
      And a chat offered to "Ada"
      When "Ada" accepts the task
      Then the task's attributes name no recording
      And the account holds no recordings

    @assumed
    Example: a link of one's own stays
      Given call recording is on
      And a call offered to "Ada"
      And the task links its recording "https://rec.example/9"
      When "Ada" accepts the task
      Then the task's attributes name the recording "https://rec.example/9"
      And the account holds one recording

    @assumed
    Example: all other attributes stay
      Given call recording is on
      And a call offered to "Ada"
      And the task's attributes are replaced by:
        | conversations.campaign | Spring |
        | customers.name         | Joan   |
      When "Ada" accepts the task
      Then the task's attributes name the call's recording
      And beside the recording the task's attributes are:
        | conversations.campaign | Spring |
        | customers.name         | Joan   |
