/** Health and metrics of a node, for operators, load balancers and Prometheus. */
@NullMarked
package org.schoolcrm.observability;

import org.jspecify.annotations.NullMarked;
