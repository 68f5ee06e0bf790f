@needs:insights
Feature: The sid of a chat transcript link
  A transcript link holds the chat's sid and nothing else. A sid that is cut
  short or belongs to something else shows an empty transcript.

  Background:
    Given the contact centre "one queue, one agent"
    And a call that "Ada" has completed

  @CM-14
  Rule: a transcript link takes the sid of a chat alone
    CH in front, 32 hexadecimal digits behind.

    @documented
    Example: a chat's sid
      When the task links:
        | type           | sid                                |
        | ChatTranscript | CH0123456789abcdef0123456789abcdef |
      Then "Ada"'s segment offers:
        | type           | sid                                |
        | ChatTranscript | CH0123456789abcdef0123456789abcdef |
      And Insights reports nothing

    @assumed
    Scenario Outline: a malformed sid is reported, not shown: <difference>
      When the task links:
        | type           | sid   |
        | ChatTranscript | <sid> |
      Then "Ada"'s segment offers nothing
      And Insights reports:
        | severity | rule  | path                       |
        | error    | CM-14 | conversations.media[0].sid |

      Examples:
        | difference          | sid                                 |
        | a digit too few     | CH0123456789abcdef0123456789abcde   |
        | a digit too many    | CH0123456789abcdef0123456789abcdef0 |
        | a message's sid     | IM0123456789abcdef0123456789abcdef  |
        | a small prefix      | ch0123456789abcdef0123456789abcdef  |
        | no prefix           | 0123456789abcdef0123456789abcdef    |
        | no hexadecimal      | CH0123456789abcdef0123456789abcdeg  |
        | the page's own      | CHxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx  |
