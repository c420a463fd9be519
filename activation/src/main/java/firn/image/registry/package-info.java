/**
 * Registries of images (Docker Registry HTTP API V2, OCI Distribution Specification 1.0): names,
 * credentials, pushing what a registry lacks, and pulling by digest. Nothing that arrives is used
 * before its digest was checked.
 */
@NullMarked
package firn.image.registry;

import org.jspecify.annotations.NullMarked;
