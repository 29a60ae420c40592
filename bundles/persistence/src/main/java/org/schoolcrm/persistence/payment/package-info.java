/** Where merchant accounts, attempts, bank operations and webhooks are kept. */
@NullMarked
package org.schoolcrm.persistence.payment;

import org.jspecify.annotations.NullMarked;
