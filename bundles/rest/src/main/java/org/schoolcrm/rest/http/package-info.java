/** What every resource rests on: callers, idempotency, ETags, JSON, problems. */
@NullMarked
package org.schoolcrm.rest.http;

import org.jspecify.annotations.NullMarked;
