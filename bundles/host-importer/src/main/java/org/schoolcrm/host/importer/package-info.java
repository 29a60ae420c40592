/**
 * Reads and checks files of customers, subscriptions, lessons and balances. A library: a CRM carries a copy of it inside, says in
 * {@link org.schoolcrm.host.importer.HostRecords} what it holds, and writes through
 * {@link org.schoolcrm.host.importer.HostWriter}.
 */
@NullMarked
package org.schoolcrm.host.importer;

import org.jspecify.annotations.NullMarked;
