/** What the CRM knows, over HTTP: customers, accounts, dictionaries, the audit trail. */
@NullMarked
package org.schoolcrm.rest.school;

import org.jspecify.annotations.NullMarked;
