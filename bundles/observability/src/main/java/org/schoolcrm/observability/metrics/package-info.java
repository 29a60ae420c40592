/** What is measured, as Prometheus reads it. */
@NullMarked
package org.schoolcrm.observability.metrics;

import org.jspecify.annotations.NullMarked;
