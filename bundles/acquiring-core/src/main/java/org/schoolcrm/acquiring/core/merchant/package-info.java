/** Merchant accounts, the adapters that serve them, and what protects both from slow banks. */
@NullMarked
package org.schoolcrm.acquiring.core.merchant;

import org.jspecify.annotations.NullMarked;
