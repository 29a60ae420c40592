/** The school's own pages: login, shell, customers. */
@NullMarked
package org.schoolcrm.host.demo.web;

import org.jspecify.annotations.NullMarked;
