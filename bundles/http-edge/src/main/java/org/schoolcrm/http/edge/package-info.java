/** Servlets that finish their requests before they go. A library: each edge has its own copy of these classes inside. */
@NullMarked
package org.schoolcrm.http.edge;

import org.jspecify.annotations.NullMarked;
