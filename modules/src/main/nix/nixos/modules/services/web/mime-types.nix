# What kind of content a file's suffix stands for (the registry of media types, IANA).
{
  "application/atom+xml" = [ "atom" ];
  "application/gzip" = [ "gz" ];
  "application/java-archive" = [
    "jar"
    "war"
  ];
  "application/javascript" = [
    "js"
    "mjs"
  ];
  "application/json" = [
    "json"
    "map"
  ];
  "application/ld+json" = [ "jsonld" ];
  "application/manifest+json" = [ "webmanifest" ];
  "application/msword" = [ "doc" ];
  "application/octet-stream" = [
    "bin"
    "deb"
    "img"
    "iso"
  ];
  "application/pdf" = [ "pdf" ];
  "application/postscript" = [
    "ps"
    "eps"
  ];
  "application/rss+xml" = [ "rss" ];
  "application/rtf" = [ "rtf" ];
  "application/vnd.ms-excel" = [ "xls" ];
  "application/vnd.ms-fontobject" = [ "eot" ];
  "application/vnd.oasis.opendocument.presentation" = [ "odp" ];
  "application/vnd.oasis.opendocument.spreadsheet" = [ "ods" ];
  "application/vnd.oasis.opendocument.text" = [ "odt" ];
  "application/vnd.openxmlformats-officedocument.presentationml.presentation" = [ "pptx" ];
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" = [ "xlsx" ];
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document" = [ "docx" ];
  "application/wasm" = [ "wasm" ];
  "application/x-7z-compressed" = [ "7z" ];
  "application/x-tar" = [ "tar" ];
  "application/x-xz" = [ "xz" ];
  "application/xhtml+xml" = [ "xhtml" ];
  "application/zip" = [ "zip" ];
  "application/zstd" = [ "zst" ];
  "audio/flac" = [ "flac" ];
  "audio/midi" = [
    "mid"
    "midi"
  ];
  "audio/mp4" = [ "m4a" ];
  "audio/mpeg" = [ "mp3" ];
  "audio/ogg" = [
    "ogg"
    "oga"
    "opus"
  ];
  "audio/wav" = [ "wav" ];
  "font/otf" = [ "otf" ];
  "font/ttf" = [ "ttf" ];
  "font/woff" = [ "woff" ];
  "font/woff2" = [ "woff2" ];
  "image/avif" = [ "avif" ];
  "image/bmp" = [ "bmp" ];
  "image/gif" = [ "gif" ];
  "image/jpeg" = [
    "jpg"
    "jpeg"
  ];
  "image/png" = [ "png" ];
  "image/svg+xml" = [
    "svg"
    "svgz"
  ];
  "image/tiff" = [
    "tif"
    "tiff"
  ];
  "image/vnd.microsoft.icon" = [ "ico" ];
  "image/webp" = [ "webp" ];
  "text/calendar" = [ "ics" ];
  "text/css" = [ "css" ];
  "text/csv" = [ "csv" ];
  "text/html" = [
    "html"
    "htm"
    "shtml"
  ];
  "text/markdown" = [ "md" ];
  "text/plain" = [
    "txt"
    "log"
    "conf"
    "nix"
  ];
  "text/xml" = [ "xml" ];
  "video/mp4" = [
    "mp4"
    "m4v"
  ];
  "video/mpeg" = [
    "mpg"
    "mpeg"
  ];
  "video/ogg" = [ "ogv" ];
  "video/quicktime" = [ "mov" ];
  "video/webm" = [ "webm" ];
  "video/x-matroska" = [ "mkv" ];
}
