/** JAX-RS in a servlet of one's own. A library: each edge has its own copy of these classes inside. */
@NullMarked
package org.schoolcrm.http.edge.jaxrs;

import org.jspecify.annotations.NullMarked;
