/** Merchant accounts that stand in configuration files. */
@NullMarked
package org.schoolcrm.acquiring.account;

import org.jspecify.annotations.NullMarked;
