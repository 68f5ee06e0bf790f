@needs:insights
Feature: What HIPAA mode keeps from Insights
  Accounts for workflows that are bound by HIPAA have it switched on by Twilio.
  What could tell who a person is then never gets there: no report, no segment
  and no backup has it.

  Background:
    Given the contact centre "one queue, one agent"
    And a call that "Ada" has accepted

  @TD-28
  Rule: in HIPAA mode no attribute that could hold personal data reaches Insights
    The page does not list the attributes. These examples take what names a
    person, reaches them or tells where they live, and a customer's own numbered
    fields, which could hold anything. A report that counts on one of them stays
    empty without an error.

    Scenario Outline: a customer's <key> stays out
      Given HIPAA mode is on
      And the task's data is:
        | customers.<key>        | <value> |
        | conversations.campaign | Spring  |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | conversations.campaign | Spring |
      And the record of "reservation.completed" holds no "customers.<key>"
      And the record of "task.completed" holds no "customers.<key>"

      @documented
      Examples: of which nobody can doubt that it is personal
        | key   | value             |
        | name  | Jo Doe            |
        | email | jo@people.example |
        | phone | "+15550100009"    |

      @assumed
      Examples: by the definition of the attribute
        | key                  | value                       |
        | customer_link        | https://crm.example/jo      |
        | customer_attribute_1 | Jo                          |
        | customer_attribute_3 | Jo                          |
        | customer_attribute_4 | Jo                          |
        | customer_label_1     | Jo                          |
        | customer_label_3     | Jo                          |
        | customer_manager     | Financial Partners          |
        | external_id          | JO-1947                     |
        | gender               | Female                      |
        | geo_location         | "-22.5743922;17.0790688"    |
        | year_of_birth        | "1947"                      |
        | zip                  | ZC000000                    |

    @assumed
    Scenario Outline: what is no customer's own field: <path> stays out
      Given HIPAA mode is on
      And the task's data is:
        | <path> | Jo Doe |
      When "Ada" completes the task
      Then "Ada"'s segment holds no custom data
      And the record of "reservation.completed" holds no "<path>"
      And the record of "reservation.completed" holds:
        | direction | inbound |

      Examples:
        | path                           |
        | conversations.external_contact |
        | from                           |
        | to                             |
        | caller                         |
        | called                         |
        | name                           |
        | customerName                   |
        | customerAddress                |

    @assumed
    Scenario Outline: what names no person gets through: <path>
      Given HIPAA mode is on
      And the task's data is:
        | <path>         | <value> |
        | customers.name | Jo Doe  |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | <path> | <value> |
      And the record of "reservation.completed" holds:
        | <path> | <value> |

      Examples:
        | path                          | value           |
        | customers.category            | VIP             |
        | customers.organization        | Prosperity Inc. |
        | customers.market_segment      | Pensioners      |
        | customers.acquisition_date    | 2019-11-21      |
        | customers.acquisition_cost    | 150             |
        | customers.business_value      | 7500            |
        | conversations.campaign        | Spring          |
        | conversations.conversation_id | first           |

    @assumed
    Scenario Outline: an agent's <key> stays out
      Given HIPAA mode is on
      And "Ada" has logged in to Flex
      And "Ada"'s attributes are set to:
        | <key>    | <value> |
        | location | London  |
      When "Ada" steps away
      Then Insights knows of "Ada":
        | location | London |
      And the record of "worker.activity.update" holds no "<key>"

      Examples:
        | key       | value               |
        | full_name | Mary Smith        |
        | email     | ada@company.example |
        | manager   | Adam Shepherd        |
        | phone     | "+15555555555"      |

    @assumed
    Example: an agent's team gets through
      Given HIPAA mode is on
      And "Ada" has logged in to Flex
      And "Ada"'s attributes are set to:
        | team_id | "2" |
      When "Ada" steps away
      Then Insights knows of "Ada":
        | team_id | "2" |

    @assumed
    Example: a customer without keys could be anybody
      Given HIPAA mode is on
      And the task's data is:
        | customers | Jo Doe |
      When "Ada" completes the task
      Then the record of "reservation.completed" holds no "customers"
      And Insights reports nothing

    @documented
    Scenario Outline: without HIPAA mode <path> gets through
      Given the task's data is:
        | <path> | <value> |
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | <path> | <value> |
      And the record of "reservation.completed" holds:
        | <path> | <value>      |
        | from   | +15550100001 |

      Examples:
        | path                           | value                |
        | customers.name                 | Jo Doe               |
        | customers.email                | jo@people.example    |
        | customers.customer_attribute_1 | Jo                   |
        | conversations.external_contact | Jo Doe               |

    @assumed
    Example: the attributes themselves stay as they were sent
      Given HIPAA mode is on
      And the task's attributes are replaced by:
        | customers.name | Jo Doe |
      When "Ada" completes the task
      Then the task's attributes are:
        | customers.name | Jo Doe |

    @assumed
    Example: the mode of the instant in which attributes are read counts
      Given the task's data is:
        | customers.name | Jo Doe |
      And HIPAA mode is on
      When "Ada" completes the task
      Then "Ada"'s segment holds no custom data

    @assumed
    Example: what was read before the mode began stays
      Given the task's data is:
        | customers.name | Jo Doe |
      And "Ada" completes the task
      When HIPAA mode is turned on
      Then "Ada"'s segment holds:
        | customers.name | Jo Doe |
      And the record of "task.completed" holds:
        | customers.name | Jo Doe |

    @assumed
    Example: what is read once the mode is off gets through
      Given HIPAA mode is on
      And the task's data is:
        | customers.name | Jo Doe |
      And HIPAA mode is off
      When "Ada" completes the task
      Then "Ada"'s segment holds:
        | customers.name | Jo Doe |
      And the record of "task.completed" holds:
        | customers.name | Jo Doe |

    @assumed
    Example: what was read in the mode stays out once it is off
      Given HIPAA mode is on
      And the task's data is:
        | customers.name | Jo Doe |
      And "Ada" completes the task
      When HIPAA mode is turned off
      Then "Ada"'s segment holds no custom data
      And the record of "task.completed" holds no "customers.name"
