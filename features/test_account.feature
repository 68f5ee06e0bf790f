Feature: The account that the rig is let loose on
  The pages ask for a separate account for trying changes out, because what
  reaches Insights cannot be taken out of it again. The rig therefore asks to be
  told which account is meant for it, and looks before it writes.

  Background:
    Given the contact centre "one queue, one agent"

  @TD-01
  Rule: a real account is verified only when it has been named as a test account
    Credentials in an environment are often those of production. To have them is
    no permission to try things out.

    @documented
    Example: the account that is named
      When the rig is aimed at the account while the account is named as the test account
      Then the rig admits the account
      And nothing has been written to the account

    @documented
    Scenario Outline: refused while <named> is named
      When the rig is aimed at the account while <named> is named as the test account
      Then the rig refuses the account, saying "<saying>"
      And nothing has been written to the account

      Examples:
        | named           | saying                                             |
        | no account      | has not been named as a test account               |
        | another account | use the credentials of the account                 |
        | half an account | is no account sid; write FLEXRIG_TEST_ACCOUNT=AC   |

    @assumed
    Scenario Outline: an account called "<name>" looks like production
      Given the account is called "<name>"
      When the rig is aimed at the account while the account is named as the test account
      Then the rig refuses the account, saying "looks like production"
      And nothing has been written to the account

      Examples:
        | name               |
        | Acme Production    |
        | ACME-PROD          |
        | acme_prod_eu       |
        | Acme (live)        |
        | Flex: Live         |
        | non-production     |

    @assumed
    Scenario Outline: an account called "<name>" does not
      Given the account is called "<name>"
      When the rig is aimed at the account while the account is named as the test account
      Then the rig admits the account

      Examples:
        | name             |
        | Acme test        |
        | Product demo     |
        | Delivery trials  |
        | Reproductions    |
        | Olive            |

    @assumed
    Scenario Outline: an account on which a call is <handled> is somebody's place of work
      Given a call that "Ada" has <handled>
      When the rig is aimed at the account while the account is named as the test account
      Then the rig refuses the account, saying "agents are at work"
      And nothing has been written to the account

      Examples:
        | handled    |
        | accepted   |
        | wrapped up |

    @assumed
    Example: work in another workspace counts
      Given an agent is at work in another workspace
      When the rig is aimed at the account while the account is named as the test account
      Then the rig refuses the account, saying "agents are at work"

    @assumed
    Example: a call that is over is no work
      Given a call that "Ada" has completed
      When the rig is aimed at the account while the account is named as the test account
      Then the rig admits the account

    @assumed
    Example: nor is a call that waits
      Given a call waiting in the queue
      When the rig is aimed at the account while the account is named as the test account
      Then the rig admits the account
