/** Customers, subscriptions, lessons and balances from CSV files of another system. */
@NullMarked
package org.schoolcrm.host.demo.imports;

import org.jspecify.annotations.NullMarked;
