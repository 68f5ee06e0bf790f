Feature: Sids around an interaction
  Integrations store sids and check them. A column that is too short, or a
  pattern that is too narrow, fails on the first real contact.

  Background:
    Given the contact centre "one queue, one agent"
    And a chat that "Ada" has accepted

  @IC-04
  Rule: a sid is two letters of its kind before 32 hexadecimal digits
    The two letters tell kinds apart in logs, in webhooks, in a ticket system.
    Samples of the page have an interaction's sid of 30 characters; the page's own
    pattern has 34.

    @documented
    Scenario Outline: the sid of the <resource> begins with <prefix>
      When the <resource> is read
      Then its sid is "<prefix>" before 32 hexadecimal digits

      Examples:
        | resource    | prefix |
        | interaction | KD     |
        | channel     | UO     |
        | participant | UT     |

    @assumed
    Scenario Outline: a sid of the <resource> <flaw> opens nothing
      When the <resource> is asked for by its sid <flaw>
      Then the request is refused as not found

      Examples:
        | resource    | flaw                      |
        | interaction | without its last digit    |
        | interaction | with a digit more         |
        | interaction | with the prefix of a task |
        | interaction | with a letter beyond f    |
        | interaction | in capital digits         |
        | channel     | without its last digit    |
        | channel     | with a digit more         |
        | channel     | with the prefix of a task |
        | channel     | with a letter beyond f    |
        | channel     | in capital digits         |
        | participant | without its last digit    |
        | participant | with a digit more         |
        | participant | with the prefix of a task |
        | participant | with a letter beyond f    |
        | participant | in capital digits         |
