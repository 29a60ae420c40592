/** Tables as CSV and XLSX files. */
@NullMarked
package org.schoolcrm.rest.file;

import org.jspecify.annotations.NullMarked;
