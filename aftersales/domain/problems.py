"""A problem in the shop's own files, told so that a trainer can mend it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FileProblem:
    """`file` is relative to the repository, `where` the row, key or line in it, `message` what is wrong and the fix."""

    file: str
    where: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.where}: {self.message}"
